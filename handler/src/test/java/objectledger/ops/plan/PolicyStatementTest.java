package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a statement reads as what it permits, and that two readings differ if they do. */
class PolicyStatementTest {
  @Test
  void statementReadsFromLeftToRight() {
    var policy =
        """
        {"Version": "2012-10-17", "Statement": [{
          "Sid": "Read", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"],
          "Principal": {"Service": "s3.amazonaws.com", "AWS": ["b", "a"]},
          "Resource": "arn:aws:s3:::x/*",
          "Condition": {"StringEquals": {"aws:SourceAccount": "1"}, "Bool": {"z": ["true"]}}}]}
        """;

    assertThat(PolicyStatement.lines(policy))
        .containsExactly(
            "Read: Allow s3:GetObject, s3:PutObject on arn:aws:s3:::x/*"
                + " for AWS a, b, Service s3.amazonaws.com"
                + " if Bool z true and StringEquals aws:SourceAccount 1");
  }

  @Test
  void oppositeOfAListIsReadAsSuch() {
    var policy =
        """
        {"Statement": {"Effect": "Deny", "NotAction": "s3:*", "NotResource": "r",
          "NotPrincipal": "*", "Other": "o"}}
        """;

    assertThat(PolicyStatement.lines(policy))
        .containsExactly(
            "Deny everything but s3:* on everything but r for everybody but * Other o");
  }

  @Test
  void oneValueAndAListOfOneAreTheSame() {
    assertThat(PolicyStatement.lines("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:b\"}}"))
        .isEqualTo(
            PolicyStatement.lines("{\"Statement\":[{\"Action\":[\"a:b\"],\"Effect\":\"Allow\"}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{", "{}", "[]", "{\"deadLetterTargetArn\":\"arn\"}"})
  void otherTextIsNoPolicy(String text) {
    assertThat(PolicyStatement.isPolicy(text)).isFalse();
  }
}
