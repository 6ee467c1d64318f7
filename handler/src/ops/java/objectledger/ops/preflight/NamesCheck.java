package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Whether the names are free that the stack is to make. A bucket's name is one of the whole
 * partition's, so that another account may have it.
 */
record NamesCheck(Account account, PlannedResources stack, Set<String> inState) {
  List<Finding> buckets(S3Client s3) {
    var findings = new ArrayList<Finding>();
    var names = names("aws_s3_bucket", "bucket");
    for (var name : names) {
      switch (status(s3, name)) {
        case 404 -> {}
        case 200 -> findings.add(isThere("buckets' names", "the bucket " + name));
        default ->
            findings.add(
                Finding.mistake(
                    "buckets' names",
                    "the bucket %s is taken: another account has it".formatted(name),
                    "write another name in " + account.file("terraform.tfvars"),
                    "or another value of name there, with which all names begin"));
      }
    }
    return free("buckets' names", names.size(), findings);
  }

  List<Finding> functions(LambdaClient lambda) {
    return free(
        "functions' names",
        "aws_lambda_function",
        "function_name",
        name -> {
          try {
            return lambda.getFunctionConfiguration(r -> r.functionName(name)).functionName()
                != null;
          } catch (ResourceNotFoundException e) {
            return false;
          }
        });
  }

  List<Finding> queues(SqsClient sqs) {
    return free(
        "queues' names",
        "aws_sqs_queue",
        "name",
        name -> {
          try {
            return sqs.getQueueUrl(r -> r.queueName(name)).queueUrl() != null;
          } catch (QueueDoesNotExistException e) {
            return false;
          }
        });
  }

  List<Finding> roles(AccountRoles roles) {
    return free("roles' names", "aws_iam_role", "name", roles::isThere);
  }

  /** The existing buckets whose events are to be recorded: ours, and of this region. */
  List<Finding> sources(S3Client s3, JsonValue sources) {
    var findings = new ArrayList<Finding>();
    for (var label : sources.names()) {
      var bucket = sources.get(label).get("bucket");
      if (bucket.get("create").isEqualTo(false)) {
        findings.add(source(s3, label, bucket.get("name").text()));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.notAsked("existing sources", "the stack makes its sources"))
        : findings;
  }

  private Finding source(S3Client s3, String label, String name) {
    try {
      var found = s3.headBucket(r -> r.bucket(name).expectedBucketOwner(account.id()));
      return found.bucketRegion() == null || found.bucketRegion().equals(account.region())
          ? Finding.ok("existing sources", name)
          : Finding.mistake(
              "existing sources",
              "%s is in %s, and the stack in %s: S3 sends events within a region only"
                  .formatted(name, found.bucketRegion(), account.region()),
              "write region = \"%s\" in %s"
                  .formatted(found.bucketRegion(), account.file("terraform.tfvars")));
    } catch (S3Exception e) {
      return Finding.mistake(
          "existing sources",
          e.statusCode() == 404
              ? "there is no bucket " + name
              : name + " is another account's, or may not be read: S3 answers " + e.statusCode(),
          "write another bucket as sources.%s.bucket.name in %s"
              .formatted(label, account.file("terraform.tfvars")));
    }
  }

  /** 200 for a bucket of ours, 404 for none; else another account's, or one of another region. */
  private int status(S3Client s3, String name) {
    try {
      s3.headBucket(request -> request.bucket(name).expectedBucketOwner(account.id()));
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  private List<Finding> free(
      String check, String type, String attribute, Predicate<String> isThere) {
    var names = names(type, attribute);
    var findings = new ArrayList<Finding>();
    names.stream().filter(isThere).forEach(name -> findings.add(isThere(check, name)));
    return free(check, names.size(), findings);
  }

  private static List<Finding> free(String check, int count, List<Finding> findings) {
    return findings.isEmpty() ? List.of(Finding.ok(check, count + " names are free")) : findings;
  }

  private Finding isThere(String check, String what) {
    return Finding.mistake(
        check,
        what + " is there already, and is not in the state",
        "if it is this stack's, its state is elsewhere: see bucket and key in "
            + account.file("backend.hcl"),
        "if it is not: write another value of name in " + account.file("terraform.tfvars"));
  }

  /** What an apply is to make, and the state does not have. */
  private List<String> names(String type, String attribute) {
    return stack.of(type).stream()
        .map(resource -> resource.value(attribute))
        .filter(name -> !name.isEmpty() && !inState.contains(name))
        .sorted()
        .toList();
  }
}
