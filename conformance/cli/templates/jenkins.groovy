// Hutong 互通: examine the system; the exit code decides. 以退出码为准。
// 0 met, 1 not met, 2 wrong use, 3 undecided: only 0 passes. 仅 0 通过。
// 凭据为 Secret text，名称同变量。 Credentials are of the kind "secret text", named as the variables.
pipeline {
    agent { docker { image 'python:@{python}' } }
    environment {
        HOME = "${WORKSPACE}"
        HUTONG_LANG = 'zh'
        @{secrets}
    }
    stages {
        stage('hutong') {
            steps {
                sh '''
                    @{install}
                '''
                sh '''
                    mkdir -p hutong-report
                    .hutong/bin/hutong @{arguments}
                '''
            }
        }
    }
    post {
        always {
            junit allowEmptyResults: true, testResults: 'hutong-report/junit.xml'
            archiveArtifacts allowEmptyArchive: true, artifacts: 'hutong-report/**'
            @{publish}
        }
    }
}
