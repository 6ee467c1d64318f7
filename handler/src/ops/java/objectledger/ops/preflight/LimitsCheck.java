package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import objectledger.ops.preflight.PlannedResources.Resource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether the account has room for the stack. */
record LimitsCheck(Account account) {
  /** What Lambda keeps for the functions that reserve nothing. */
  private static final int UNRESERVED = 100;

  /** What an account has without asking, since November 2024. */
  private static final int BUCKETS = 10_000;

  /** What new functions reserve has to be there beside what AWS keeps. */
  List<Finding> concurrency(LambdaClient lambda, PlannedResources stack, Set<String> inState) {
    var reserving =
        stack.of("aws_lambda_function").stream()
            .filter(function -> !inState.contains(function.value("function_name")))
            .filter(function -> reserved(function) > 0)
            .toList();
    var wanted = reserving.stream().mapToLong(LimitsCheck::reserved).sum();
    var limit = lambda.getAccountSettings(request -> {}).accountLimit();
    var free = limit.unreservedConcurrentExecutions();
    if (wanted > 0 && free - wanted < UNRESERVED) {
      return List.of(
          Finding.mistake(
              "concurrency",
              "%s reserve %s executions, of %s that are free: %s have to be left"
                  .formatted(names(reserving), wanted, free, UNRESERVED),
              "write a smaller reserved_concurrency in " + account.file("terraform.tfvars"),
              "or: aws service-quotas request-service-quota-increase --service-code lambda"
                  + " --quota-code L-B99A9384 --desired-value "
                  + (limit.concurrentExecutions() - free + wanted + UNRESERVED)));
    }
    return List.of(
        Finding.ok(
            "concurrency",
            "%s of %s executions are free, %s are to be reserved"
                .formatted(free, limit.concurrentExecutions(), wanted)));
  }

  /** S3 does not tell its quota, and an account may have asked for more than the usual one. */
  List<Finding> buckets(S3Client s3, PlannedResources stack, Set<String> inState) {
    var wanted =
        stack.of("aws_s3_bucket").stream()
            .filter(bucket -> !inState.contains(bucket.value("bucket")))
            .count();
    var there = s3.listBuckets(request -> {}).buckets().size();
    var said = "%s are there, and %s are to come, of %s".formatted(there, wanted, BUCKETS);
    return List.of(
        there + wanted > BUCKETS
            ? Finding.mistake(
                "buckets",
                said + " that an account has unless it asked for more",
                "aws service-quotas get-service-quota --service-code s3 --quota-code L-DC2B2D3D")
            : Finding.ok("buckets", said));
  }

  /** How many managed policies each role of the bootstrap is to have. */
  List<Finding> policies(IamClient iam, PlannedPolicies policies) {
    var quota =
        iam.getAccountSummary(request -> {})
            .summaryMap()
            .getOrDefault(SummaryKeyType.fromValue("AttachedPoliciesPerRoleQuota"), 10);
    var findings = new ArrayList<Finding>();
    for (var role : policies.roles()) {
      var count = policies.attached(role).size();
      if (count > quota) {
        findings.add(
            Finding.mistake(
                "policies of a role",
                "%s is to have %s managed policies, of %s".formatted(role, count, quota),
                "aws service-quotas request-service-quota-increase --service-code iam"
                    + " --quota-code L-0DA4ABF3 --desired-value "
                    + count));
      }
    }
    var most = policies.roles().stream().mapToInt(r -> policies.attached(r).size()).max().orElse(0);
    return findings.isEmpty()
        ? List.of(Finding.ok("policies of a role", "%s of %s at most".formatted(most, quota)))
        : findings;
  }

  private static long reserved(Resource function) {
    return function.values().get("reserved_concurrent_executions").value() instanceof Long number
        ? number
        : 0;
  }

  private static String names(List<Resource> functions) {
    return String.join(" and ", functions.stream().map(one -> one.value("function_name")).toList());
  }
}
