"""A method with a Cognito authorizer: only an id token of the pool, for one of its clients."""

import base64
import json
import time
import warnings

from botocore.exceptions import ClientError
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from moto.cognitoidp.models import cognitoidp_backends

from ..harness import ACCOUNT, REGION, client
from .api import PARAMETERS, ApiTest

PASSWORD = "Correct-horse-1"


class Cognito(ApiTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.cognito = client("cognito-idp", cls.endpoint)

    def setUp(self) -> None:
        self.pool, self.app = self.make_pool()
        self.bucket_name = self.bucket()
        name = "integration.request.header.x-amz-meta-caller"
        api = self.api(
            self.bucket_name,
            parameters={**PARAMETERS, name: "context.authorizer.claims.sub"},
        )
        self.authorized(api, self.pool)
        self.api_id = self.deploy(api)

    def make_pool(self) -> tuple[str, str]:
        made = self.cognito.create_user_pool(PoolName=self.name("pool"))["UserPool"]["Id"]
        flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
        app = self.cognito.create_user_pool_client(
            UserPoolId=made, ClientName="c", ExplicitAuthFlows=flows
        )["UserPoolClient"]["ClientId"]
        self.cognito.admin_create_user(UserPoolId=made, Username="ada")
        self.cognito.admin_set_user_password(
            UserPoolId=made, Username="ada", Password=PASSWORD, Permanent=True
        )
        return made, app

    def authorized(self, api: str, *pools: str, scopes=(), **settings) -> None:
        """Makes the method need a token of one of the pools."""
        arns = [f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{pool}" for pool in pools]
        authorizer = self.gateway.create_authorizer(
            restApiId=api,
            name="pool",
            type="COGNITO_USER_POOLS",
            providerARNs=arns,
            identitySource="method.request.header.Authorization",
            **settings,
        )["id"]
        resource = self.resource(api, "/table/{table}/object")
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        integration = self.gateway.get_integration(**where)
        responses = integration.pop("integrationResponses")
        self.gateway.put_method(
            **where,
            authorizationType="COGNITO_USER_POOLS",
            authorizerId=authorizer,
            authorizationScopes=list(scopes),
        )
        names = ("type", "uri", "credentials", "requestParameters", "passthroughBehavior")
        self.gateway.put_integration(
            **where,
            integrationHttpMethod=integration["httpMethod"],
            **{name: integration[name] for name in names},
        )
        for status, response in responses.items():
            templates = response["responseTemplates"]
            self.respond(where, status, response.get("selectionPattern"), templates)

    def tokens(self, pool: str, app: str) -> dict:
        return self.cognito.admin_initiate_auth(
            UserPoolId=pool,
            ClientId=app,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD},
        )["AuthenticationResult"]

    def signed(self, key=None, algorithm: str = "RS256", **claims) -> str:
        """A token with other claims, or with another signature."""
        given = json.loads(_decoded(self.tokens(self.pool, self.app)["IdToken"].split(".")[1]))
        key = key or cognitoidp_backends[ACCOUNT][REGION].user_pools[self.pool].json_web_key
        header = {"kid": "dummy", "alg": algorithm}
        return jwt.encode(header, {**given, **claims}, key, algorithms=[algorithm])

    def call(self, token: str | None):
        return self.send(self.api_id, headers={"Authorization": token})

    def test_an_id_token_is_let_through_and_its_claims_are_known(self):
        token = self.tokens(self.pool, self.app)["IdToken"]
        subject = json.loads(_decoded(token.split(".")[1]))["sub"]
        for given in (token, f"Bearer {token}", f"bearer {token}"):
            answer = self.call(given)
            self.assertEqual(200, answer.status, answer.body)
            key = f"id={answer.json['data']['id']}"
            found = self.s3.head_object(Bucket=self.bucket_name, Key=key)
            self.assertEqual(subject, found["Metadata"]["caller"])

    def test_every_other_token_is_unauthorized_and_stores_nothing(self):
        good = self.tokens(self.pool, self.app)["IdToken"]
        header, payload, signature = good.split(".")
        other_pool, other_app = self.make_pool()
        claims = json.loads(_decoded(payload))
        none = _encoded({"alg": "none", "typ": "JWT"})
        changed = _encoded({**claims, "sub": "someone else"})
        public = cognitoidp_backends[ACCOUNT][REGION].user_pools[self.pool].json_web_key.as_pem()
        warnings.simplefilter("ignore")  # of the key, which is not meant for a shared secret
        for name, token in {
            "none": None,
            "empty": "",
            "no token": "x",
            "no JSON": "a.b.c",
            "another pool's": self.tokens(other_pool, other_app)["IdToken"],
            "access token": self.tokens(self.pool, self.app)["AccessToken"],
            "tampered": f"{header}.{changed}.{signature}",
            "without signature": f"{header}.{payload}.",
            "alg: none": f"{none}.{payload}.",
            "alg: none, signed": f"{none}.{payload}.{signature}",
            "another key": self.signed(RSAKey.generate_key(2048)),
            "a shared secret": self.signed(OctKey.import_key(public), "HS256"),
            "another client": self.signed(aud=other_app),
            "no client": self.signed(aud=None),
            "clients": self.signed(aud=[self.app]),
            "another issuer": self.signed(iss=f"https://example.com/{self.pool}"),
            "another use": self.signed(token_use="access"),
            "no expiry": self.signed(exp=None),
        }.items():
            with self.subTest(name):
                answer = self.call(token)
                self.assertEqual((401, {"message": "Unauthorized"}), (answer.status, answer.json))
        self.assertEqual(0, self.s3.list_objects_v2(Bucket=self.bucket_name)["KeyCount"])

    def test_an_expired_token_is_told_to_be_one(self):
        answer = self.call(self.signed(exp=int(time.time()) - 1))
        self.assertEqual(401, answer.status)
        self.assertEqual({"message": "The incoming token has expired"}, answer.json)

    def test_a_method_with_scopes_takes_an_access_token_with_one_of_them(self):
        api = self.api()
        self.authorized(api, self.pool, scopes=["other", "aws.cognito.signin.user.admin"])
        self.api_id = self.deploy(api)
        tokens = self.tokens(self.pool, self.app)

        self.assertEqual(200, self.call(tokens["AccessToken"]).status)
        self.assertEqual(401, self.call(tokens["IdToken"]).status)

    def test_the_expression_of_the_authorizer_is_that_of_the_client(self):
        flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
        other = self.cognito.create_user_pool_client(
            UserPoolId=self.pool, ClientName="d", ExplicitAuthFlows=flows
        )["UserPoolClient"]["ClientId"]
        token = self.tokens(self.pool, other)["IdToken"]
        self.assertEqual(200, self.call(token).status)

        api = self.api()
        self.authorized(api, self.pool, identityValidationExpression=f"^{self.app}$")
        self.api_id = self.deploy(api)
        self.assertEqual(401, self.call(token).status)
        self.assertEqual(200, self.call(self.tokens(self.pool, self.app)["IdToken"]).status)

    def test_a_protected_pool_is_deleted_only_after_its_protection(self):
        pool = self.cognito.create_user_pool(PoolName="p", DeletionProtection="ACTIVE")
        pool = pool["UserPool"]["Id"]
        with self.assertRaisesRegex(ClientError, "deletion protection is activated"):
            self.cognito.delete_user_pool(UserPoolId=pool)
        self.cognito.update_user_pool(UserPoolId=pool, DeletionProtection="INACTIVE")
        self.cognito.delete_user_pool(UserPoolId=pool)

    def test_any_of_several_pools_will_do(self):
        other = self.make_pool()
        api = self.api()
        self.authorized(api, self.pool, other[0])
        self.api_id = self.deploy(api)
        self.assertEqual(200, self.call(self.tokens(*other)["IdToken"]).status)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
