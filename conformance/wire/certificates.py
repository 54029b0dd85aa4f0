"""What is wrong with a certificate, in words, by the codes OpenSSL verifies with (X509_V_ERR_...)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.text import Text

# By the certificate alone: RFC 5280, and what is too weak to be believed.
PROBLEMS: Mapping[int, Text] = {
    2: Text("证书的签发者不受信任", "the issuer of the certificate is not trusted"),
    4: Text("证书的签名无法解读", "the signature of the certificate cannot be read"),
    6: Text("签发者的公钥无法解读", "the public key of the issuer cannot be read"),
    7: Text("证书的签名不正确", "the signature of the certificate is wrong"),
    9: Text("证书尚未生效", "the certificate is not yet valid"),
    10: Text("证书已过期", "the certificate has expired"),
    13: Text("证书的生效时间格式有误", "the certificate states no proper time from which it is valid"),
    14: Text("证书的到期时间格式有误", "the certificate states no proper time until which it is valid"),
    18: Text("证书为自签名", "the certificate is self-signed"),
    19: Text(
        "证书链含不受信任的自签名证书", "the certificate chain ends in a self-signed certificate that is not trusted"
    ),
    20: Text("证书的签发者不受信任", "the issuer of the certificate is not trusted"),
    21: Text("证书的签发者不受信任", "the issuer of the certificate is not trusted"),
    22: Text("证书链过长", "the certificate chain is too long"),
    23: Text("证书已被吊销", "the certificate is revoked"),
    24: Text("签发者的证书不是 CA 证书（缺少基本约束）", "an issuer is no authority: it lacks the basic constraints"),
    25: Text("证书链超过签发者允许的长度", "the certificate chain is longer than an issuer in it allows"),
    26: Text("证书的用途不符", "the certificate is for another purpose"),
    27: Text("根证书未被标记为可信任于此用途", "the root certificate is not trusted for this purpose"),
    28: Text("根证书被标记为拒绝此用途", "the root certificate is rejected for this purpose"),
    29: Text("签发者名称不符", "the name of the issuer is not that of the authority"),
    30: Text("颁发机构密钥标识不符", "the authority key identifier is not that of the issuer"),
    31: Text("颁发机构名称或序列号不符", "issuer or serial number are not those of the authority"),
    32: Text("签发者的密钥用途不含证书签名", "the key usage of the issuer does not allow it to sign certificates"),
    34: Text("证书含无法处理的关键扩展", "the certificate has a critical extension nobody here can handle"),
    37: Text("非 CA 证书带有 CA 的标记", "a certificate that is no authority's is marked as one"),
    39: Text("密钥用途不含数字签名", "the key usage does not allow digital signatures"),
    40: Text("不接受代理证书", "proxy certificates are not accepted"),
    41: Text("证书的扩展有误", "an extension of the certificate is malformed"),
    42: Text("证书的策略扩展有误", "the policy extension of the certificate is malformed"),
    43: Text("证书没有明示策略", "the certificate has no explicit policy"),
    47: Text("证书的名称不在签发者允许的范围内", "the name of the certificate is not among those its issuer may sign"),
    48: Text("证书的名称在签发者禁止的范围内", "the name of the certificate is among those its issuer may not sign"),
    62: Text("证书与主机名不符", "the certificate is for another host name"),
    64: Text("证书与 IP 地址不符", "the certificate is for another IP address"),
    66: Text("证书的密钥太短", "the key of the certificate is too short"),
    67: Text("签发者的密钥太短", "the key of an issuer is too short"),
    68: Text(
        "证书的签名算法太弱（如 SHA-1、MD5）", "the certificate is signed with a hash that is too weak (SHA-1, MD5)"
    ),
    76: Text("不支持证书的签名算法", "the signature algorithm of the certificate is not supported"),
    77: Text("签名算法与签发者的公钥不符", "the signature algorithm does not go with the key of the issuer"),
    78: Text("证书内两处签名算法不一致", "the certificate states two different signature algorithms"),
    79: Text("签发者的证书不是 CA 证书（缺少基本约束）", "an issuer is no authority: it lacks the basic constraints"),
    80: Text("非 CA 证书限定了路径长度", "a certificate that is no authority's limits the length of a path"),
    81: Text(
        "限定路径长度的证书缺少证书签名用途", "a certificate limits the length of a path but may not sign certificates"
    ),
    82: Text("非 CA 证书带有证书签名用途", "a certificate that is no authority's may sign certificates"),
    83: Text("证书没有签发者名称", "the certificate has no name of an issuer"),
    84: Text("证书没有主体名称", "the certificate has no name of a subject"),
    85: Text("证书缺少颁发机构密钥标识", "the certificate lacks the authority key identifier"),
    86: Text("CA 证书缺少主体密钥标识", "the authority's certificate lacks the subject key identifier"),
    87: Text("证书的主体备用名称为空", "the subject alternative name of the certificate is empty"),
    88: Text(
        "没有主体名称的证书，其主体备用名称须为关键扩展",
        "a certificate without a subject must mark its alternative name as critical",
    ),
    89: Text("CA 证书的基本约束未标为关键", "the basic constraints of the authority's certificate are not critical"),
    90: Text("颁发机构密钥标识不应标为关键", "the authority key identifier must not be critical"),
    91: Text("主体密钥标识不应标为关键", "the subject key identifier must not be critical"),
    92: Text("CA 证书缺少密钥用途", "the authority's certificate lacks the key usage"),
    93: Text("含扩展的证书须为第 3 版", "a certificate with extensions must be of version 3"),
    94: Text("椭圆曲线密钥使用了自定义参数", "an elliptic curve key uses parameters of its own"),
}

UNKNOWN_ISSUER = frozenset({2, 18, 19, 20, 21})
"""Problems that naming the authority solves."""

TRUST_IT = Text(
    "如信任其签发者，请在 hutong.yaml 中用 ca_file: 给出其证书",
    "if you trust the authority, name its certificate as ca_file: in hutong.yaml",
)
RENEW_IT = Text("须由系统一方更换证书", "the system needs another certificate")
NAME_IT = Text("请用证书所列的名称访问，或更换证书", "use the name the certificate is for, or have it replaced")


def problem(code: int) -> Text:
    """What a code of the verification means."""
    return PROBLEMS.get(code, Text(f"证书未通过验证（{code}）", f"the certificate does not verify ({code})"))


def advice(code: int) -> Text:
    """What to do about it."""
    if code in UNKNOWN_ISSUER:
        return TRUST_IT
    return NAME_IT if code in (62, 64) else RENEW_IT
