package objectledger.ops.preflight;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;
import objectledger.ops.FakeAws;
import objectledger.ops.NotificationKinds;
import objectledger.ops.Progress;
import objectledger.ops.preflight.AccountStub.Call;
import objectledger.ops.preflight.AccountStub.Reply;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** An account that is as it has to be, and the files of an environment for it. */
final class Accounts {
  static final String ID = "123456789012";
  static final String TRUST =
      "{'Version':'2012-10-17','Statement':[{'Sid':'ApplyFromMain','Effect':'Allow',"
          + "'Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'arn:github'},"
          + "'Condition':{'StringEquals':{'github:sub':'repo:example@1/ledger@2:environment:dev'}}}]}";
  static final String BOUNDARY = "{'Version':'2012-10-17','Statement':[]}";
  private static final String BOUNDARY_ARN = "arn:aws:iam::" + ID + ":policy/ol-boundary-dev";
  private static final String KEY = "arn:aws:kms:eu-west-1:" + ID + ":key/ledger";
  static final String KEY_POLICY =
      "{'Statement':[{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::"
          + ID
          + ":root'},"
          + "'Action':'kms:*'},{'Effect':'Allow','Principal':{'Service':['s3.amazonaws.com',"
          + "'logs.eu-west-1.amazonaws.com']},"
          + "'Action':['kms:Decrypt','kms:GenerateDataKey*']}]}";

  private Accounts() {}

  static String json(String text) {
    return text.replace('\'', '"');
  }

  static String quoted(String text) {
    return "\"" + json(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static JsonValue value(String text) {
    try {
      return JsonValue.read(
          new ByteArrayInputStream(json(text).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that the script leaves. */
  static PreflightFiles files(Path folder) throws IOException {
    write(
        folder,
        "values.json",
        "{'account_id':'" + ID + "','region':'eu-west-1','name':'ol'," + "'environment':'dev'}");
    write(folder, "backend.json", "{'bucket':'state','key':'the.tfstate','region':'eu-west-1'}");
    write(
        folder,
        "bootstrap.json",
        plan(
            resource("aws_iam_role", "'name':'ol-apply-dev','assume_role_policy':" + quoted(TRUST)),
            resource(
                "aws_iam_role_policy", "'role':'ol-apply-dev','policy':'{\\'of\\':\\'apply\\'}'"),
            resource("aws_iam_policy", "'name':'ol-boundary-dev','policy':" + quoted(BOUNDARY))));
    write(
        folder,
        "stack.json",
        plan(
            resource("aws_s3_bucket", "'bucket':'ol-ledger-dev'"),
            resource(
                "aws_lambda_function",
                "'function_name':'ol-handler-dev','reserved_concurrent_executions':50"),
            resource(
                "aws_sqs_queue",
                "'name':'ol-queue-dev','kms_master_key_id':'"
                    + KEY
                    + "','policy':"
                    + quoted(
                        "{'Statement':[{'Effect':'Allow','Principal':{'Service':'s3.amazonaws.com'}}]}")),
            resource("aws_cloudwatch_log_group", "'name':'ol','kms_key_id':'" + KEY + "'"),
            resource(
                "aws_iam_role",
                "'name':'ol-handler-dev','permissions_boundary':'" + BOUNDARY_ARN + "'"),
            resource(
                "aws_iam_role_policy",
                "'role':'ol-handler-dev','policy':'{\\'of\\':\\'function\\'}'")));
    write(
        folder,
        "questions.json",
        "{'names':{'applyRole':'arn:{partition}:iam::{account}:role/"
            + "{prefix}-apply-{environment}','role':'arn:{partition}:iam::{account}:role/{prefix}-"
            + "handler-{environment}'},'rows':["
            + "{'who':'apply','actions':['s3:PutBucketPolicy','s3:PutBucketTagging'],"
            + "'on':['arn:{partition}:s3:::{prefix}-ledger-{environment}'],'context':{},"
            + "'allowed':true,'why':'the buckets'},"
            + "{'who':'apply','actions':['kms:Decrypt'],'on':['arn:{partition}:kms:{region}:{account}:"
            + "key/aws/lambda'],'context':{'kms:CallerAccount':['{account}']},'allowed':true,"
            + "'why':'the environment'},"
            + "{'who':'function, given everything','actions':['s3:GetObject'],"
            + "'on':['{unknown}/k','arn:{partition}:s3:::others/k'],'context':{},'allowed':false,"
            + "'why':'another bucket'}]}");
    return new PreflightFiles(folder, folder.resolve("questions.json"));
  }

  /** The account of those files, where nothing is wrong. */
  static AccountStub healthy() {
    return new AccountStub()
        .on("GetCallerIdentity", 200, caller(ID))
        .on("HEAD bucket", call -> new Reply(call.resource().contains("-dev") ? 404 : 200, ""))
        .on("HEAD object", 404, "")
        .on("GET object", 404, "<Error><Code>NoSuchKey</Code></Error>")
        .on(
            "GET bucket ?versioning",
            200,
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
        .on(
            "GET bucket ?encryption",
            200,
            "<ServerSideEncryptionConfiguration><Rule>"
                + "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>")
        .on("GET bucket ?publicAccessBlock", 200, publicAccess(true))
        .on("GET bucket ?notification", 200, "<NotificationConfiguration/>")
        .on(
            "GetOpenIDConnectProvider",
            200,
            result(
                "GetOpenIDConnectProvider",
                "<ClientIDList><member>sts.amazonaws.com</member></ClientIDList>"))
        .on("GetRole", call -> role(call.first("RoleName"), TRUST))
        .on(
            "GetPolicy",
            200,
            result("GetPolicy", "<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>"))
        .on(
            "GetPolicyVersion",
            200,
            result(
                "GetPolicyVersion",
                "<PolicyVersion><Document>" + json(BOUNDARY) + "</Document></PolicyVersion>"))
        .on(
            "GetAccountSummary",
            200,
            result(
                "GetAccountSummary",
                "<SummaryMap><entry><key>"
                    + "AttachedPoliciesPerRoleQuota</key><value>10</value></entry></SummaryMap>"))
        .on("SimulateCustomPolicy", call -> simulated(call, Accounts::asPlanned))
        .on("SimulatePrincipalPolicy", call -> simulated(call, Accounts::asPlanned))
        .on("DescribeKey", 200, key(true))
        .on("GetKeyPolicy", 200, "{\"Policy\":" + quoted(KEY_POLICY) + "}")
        .on(
            "GET account-settings",
            200,
            json(
                "{'AccountLimit':{'ConcurrentExecutions':1000,'UnreservedConcurrentExecutions':900}}"))
        .on("GET functions/configuration", 404, json("{'__type':'ResourceNotFoundException'}"))
        .on("GET bucket", 200, "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>")
        .on("GetQueueUrl", 400, json("{'__type':'com.amazonaws.sqs#QueueDoesNotExist'}"))
        .on(
            "AssumeRole",
            200,
            result(
                "AssumeRole",
                "<Credentials><AccessKeyId>a</AccessKeyId>"
                    + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                    + "<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>"));
  }

  static List<Finding> findings(AccountStub stub, PreflightFiles files) {
    var kinds = new NotificationKinds();
    var s3 = S3Client.builder().forcePathStyle(true);
    var s3WithKinds = s3.overrideConfiguration(c -> c.addExecutionInterceptor(kinds));
    var clients =
        new PreflightClients(
            FakeAws.client(StsClient.builder(), stub.url()),
            FakeAws.client(IamClient.builder(), stub.url()),
            FakeAws.client(KmsClient.builder(), stub.url()),
            FakeAws.client(LambdaClient.builder(), stub.url()),
            session -> FakeAws.client(LambdaClient.builder(), stub.url()),
            kinds,
            FakeAws.client(s3WithKinds, stub.url()),
            FakeAws.client(SqsClient.builder(), stub.url()),
            FakeAws.client(StsClient.builder(), stub.url()));
    var progress = new Progress(System.err, false, System::nanoTime);
    return new Preflight(files, clients, progress).run();
  }

  static String caller(String account) {
    return result("GetCallerIdentity", "<Account>" + account + "</Account><Arn>arn:me</Arn>");
  }

  static String publicAccess(boolean blocked) {
    return List.of(
            "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        .stream()
        .map(name -> "<" + name + ">" + blocked + "</" + name + ">")
        .collect(
            Collectors.joining(
                "", "<PublicAccessBlockConfiguration>", "</PublicAccessBlockConfiguration>"));
  }

  static String key(boolean enabled) {
    return json(
        "{'KeyMetadata':{'KeyId':'ledger','AWSAccountId':'"
            + ID
            + "','Arn':'"
            + KEY
            + "','Enabled':"
            + enabled
            + ",'KeyState':'"
            + (enabled ? "Enabled" : "Disabled")
            + "'}}");
  }

  /** The apply role is there, the stack's role is not. */
  static Reply role(String name, String trust) {
    return name.equals("ol-apply-dev")
        ? Reply.ok(
            result(
                "GetRole",
                "<Role><RoleName>"
                    + name
                    + "</RoleName>"
                    + "<AssumeRolePolicyDocument>"
                    + json(trust)
                    + "</AssumeRolePolicyDocument></Role>"))
        : new Reply(404, error("NoSuchEntity"));
  }

  static String error(String code) {
    return "<ErrorResponse><Error><Code>"
        + code
        + "</Code><Message>no</Message></Error></ErrorResponse>";
  }

  static String result(String operation, String content) {
    return "<"
        + operation
        + "Response><"
        + operation
        + "Result>"
        + content
        + "</"
        + operation
        + "Result></"
        + operation
        + "Response>";
  }

  /** What one action has for an answer, on each of the resources that are asked for. */
  interface Decision {
    String of(Call call, String action);
  }

  /** A role's policies allow what is S3's, and say nothing of keys; given everything, nothing. */
  static String asPlanned(Call call, String action) {
    return action.startsWith("s3:Put") ? "allowed" : "implicitDeny";
  }

  static Reply simulated(Call call, Decision decision) {
    var results = new StringBuilder();
    for (var action : call.parameters().get("ActionNames")) {
      for (var resource : call.parameters().get("ResourceArns")) {
        results.append(
            "<member><EvalActionName>%s</EvalActionName><EvalResourceName>%s</EvalResourceName><EvalDecision>%s</EvalDecision></member>"
                .formatted(action, resource, decision.of(call, action)));
      }
    }
    return Reply.ok(
        result(
            call.operation(),
            "<IsTruncated>false</IsTruncated><EvaluationResults>"
                + results
                + "</EvaluationResults>"));
  }

  private static String resource(String type, String values) {
    return "{'address':'"
        + type
        + ".this','mode':'managed','type':'"
        + type
        + "','values':{"
        + values
        + "}}";
  }

  private static String plan(String... resources) {
    return "{'format_version':'1.2','terraform_version':'1.11.4','output_changes':{},'variables':{"
        + "'ledger_bucket':{'value':{'kms_key_arn':'"
        + KEY
        + "'}},'sources':{'value':"
        + "{'landing':{'bucket':{'create':false,'name':'landing'}}}}},"
        + "'planned_values':{'root_module':{'resources':["
        + String.join(",", resources)
        + "]}}}";
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), json(text));
  }
}
