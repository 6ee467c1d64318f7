package objectledger.ops.preflight;

import java.util.function.Function;
import objectledger.ops.AwsClients;
import objectledger.ops.NotificationKinds;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * All that is asked.
 *
 * @param firstSts STS in the region that is on in every account of the partition
 * @param kinds sees what {@code s3} answers of notifications
 * @param lambdaAs Lambda, asked by a session of a role
 */
record PreflightClients(
    StsClient firstSts,
    IamClient iam,
    KmsClient kms,
    LambdaClient lambda,
    Function<Credentials, LambdaClient> lambdaAs,
    NotificationKinds kinds,
    S3Client s3,
    SqsClient sqs,
    StsClient sts) {
  static PreflightClients of(AwsClients clients) {
    var kinds = new NotificationKinds();
    return new PreflightClients(
        new AwsClients(first(clients.region())).sts(),
        clients.of(IamClient.builder()),
        clients.of(KmsClient.builder()),
        clients.lambda(),
        session ->
            clients.of(
                LambdaClient.builder()
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsSessionCredentials.create(
                                session.accessKeyId(),
                                session.secretAccessKey(),
                                session.sessionToken())))),
        kinds,
        clients.s3(kinds),
        clients.sqs(),
        clients.sts());
  }

  private static Region first(Region region) {
    return switch (Account.partition(region)) {
      case "aws-cn" -> Region.CN_NORTH_1;
      case "aws-us-gov" -> Region.US_GOV_WEST_1;
      default -> Region.US_EAST_1;
    };
  }
}
