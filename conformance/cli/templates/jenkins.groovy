// Hutong 互通: examine the system; 3 (undecided) makes the build unstable. 未能判定者构建为不稳定。
// 凭据为 Secret text，名称同变量。 Credentials are of the kind "secret text", named as the variables.
pipeline {
    agent { docker { image 'python:3.12' } }
    environment {
        HOME = "${WORKSPACE}"
        HUTONG_LANG = 'zh'
        @{secrets}
    }
    stages {
        stage('hutong') {
            steps {
                sh 'python3 -m pip install hutong==@{version}'
                script {
                    int code = sh(returnStatus: true, script: '''
                        mkdir -p hutong-report
                        python3 -m conformance @{arguments}
                    ''')
                    if (code == 3) { unstable('hutong: undecided 未能判定') }
                    else if (code != 0) { error("hutong: exit code ${code}") }
                }
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
