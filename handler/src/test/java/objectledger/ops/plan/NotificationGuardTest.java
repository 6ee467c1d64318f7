package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;
import objectledger.ops.NotificationRule;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;

/** Proves that no plan takes from a bucket what it notifies beside the stack, and what to type. */
class NotificationGuardTest {
  private static final NotificationRule OURS =
      rule("object-ledger-handler-dev", "arn:live", "s3:ObjectCreated:*", "in/");
  private static final NotificationRule OURS_OF_A_SUFFIX =
      rule("object-ledger-handler-dev-0a1b2c3d", "arn:live", "s3:ObjectCreated:*", "in/");
  private static final NotificationRule AUDIT =
      rule("audit ${x}", "arn:audit", "s3:ObjectRemoved:*", "a%3D/");

  private static NotificationRule rule(String id, String target, String event, String prefix) {
    return new NotificationRule(id, target, List.of(event), prefix, "");
  }

  private static NotificationChange sets(
      boolean eventBridge, boolean own, NotificationRule... rules) {
    return new NotificationChange(
        "sets", "landing-eu", "landing", "", eventBridge, own, false, List.of(rules));
  }

  private static NotificationChange change(String what, boolean own) {
    return new NotificationChange(what, "landing-eu", "landing", "", false, own, false, List.of());
  }

  /** What is said of the changes where the bucket has this. */
  private static List<CommandException> problems(
      boolean eventBridge, List<NotificationRule> found, NotificationChange... changes) {
    var answer = GetBucketNotificationConfigurationResponse.builder().build();
    // As through the file that is between the plan and the guard.
    var read = new ArrayList<NotificationChange>();
    for (var change : changes) {
      var line =
          new String(JsonWriter.toLine(change.toValue()), java.nio.charset.StandardCharsets.UTF_8);
      read.add(NotificationChange.of(new JsonValue("", JsonReader.read(line))));
    }
    return new NotificationGuard(List.of("object-ledger-handler-dev"), read, "dev")
        .problems(bucket -> new BucketNotification(eventBridge, found, answer));
  }

  private static void says(List<CommandException> problems, String message, String... cures) {
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).hasMessage(message);
    assertThat(problems.getFirst().cures()).containsSequence(cures);
  }

  @Test
  void takesABucketThatNotifiesNothingOrTheStackAlone() {
    assertThat(problems(false, List.of(), sets(false, false, OURS))).isEmpty();
    assertThat(problems(false, List.of(OURS_OF_A_SUFFIX), sets(false, false, OURS))).isEmpty();
    assertThat(problems(false, List.of(OURS), change("removes", false))).isEmpty();
    assertThat(problems(true, List.of(AUDIT), change("waits", false))).isEmpty();
  }

  @Test
  void refusesToTakeTheirsAwayAndNamesBothWays() {
    says(
        problems(true, List.of(AUDIT, OURS), sets(false, false, OURS)),
        "landing-eu notifies others, and this plan would take that away",
        "* EventBridge: every event",
        "* audit ${x}: arn:audit: s3:ObjectRemoved:*, prefix \"a%3D/\"",
        "keep theirs beside ours: make adopt ENV=dev SOURCE=landing",
        "or write sources.landing.trigger = \"eventbridge\" in envs/dev/terraform.tfvars: it leaves"
            + " them as they are");
  }

  @Test
  void takesTheirsThatAreKeptCharacterByCharacter() {
    assertThat(problems(true, List.of(AUDIT, OURS), sets(true, false, OURS, AUDIT))).isEmpty();
  }

  @Test
  void refusesWhatHasChangedSinceItWasAdopted() {
    for (var changed :
        List.of(
            rule(AUDIT.id(), "arn:other", "s3:ObjectRemoved:*", "a%3D/"),
            rule(AUDIT.id(), "arn:audit", "s3:ObjectRemoved:Delete", "a%3D/"),
            rule(AUDIT.id(), "arn:audit", "s3:ObjectRemoved:*", "a%3d/"))) {
      says(
          problems(false, List.of(changed), sets(false, false, AUDIT, OURS)),
          "landing-eu notifies others otherwise than sources.landing.others says, and this plan would"
              + " change that",
          "* " + changed + " (in the values: " + AUDIT + ")",
          "adopt what is there now: make adopt ENV=dev SOURCE=landing");
    }
    var more = rule("more", "arn:more", "s3:ObjectAcl:Put", "");
    says(
        problems(false, List.of(AUDIT, more), sets(false, false, AUDIT, OURS)),
        "landing-eu notifies others otherwise than sources.landing.others says, and this plan would"
            + " change that",
        "* " + more);
  }

  @Test
  void refusesToSwitchOffAnEventBridgeThatIsNotTheStacks() {
    assertThat(problems(true, List.of(), sets(false, false, OURS))).hasSize(1);
    assertThat(problems(true, List.of(), sets(false, true, OURS))).isEmpty();
    assertThat(problems(true, List.of(), sets(true, false, OURS))).isEmpty();
  }

  @Test
  void refusesToPutBackARuleThatItsOwnerHasRemoved() {
    says(
        problems(false, List.of(OURS), sets(false, false, AUDIT, OURS)),
        "landing-eu notifies others otherwise than sources.landing.others says, and this plan would"
            + " change that",
        "* "
            + AUDIT
            + " (in the values, and not in the bucket any more: the plan would put it back)",
        "adopt what is there now: make adopt ENV=dev SOURCE=landing");
    assertThat(problems(false, List.of(), sets(false, false, OURS_OF_A_SUFFIX))).isEmpty();
  }

  @Test
  void refusesToSwitchOnAnEventBridgeThatItsOwnerHasSwitchedOff() {
    var theirs =
        new NotificationChange(
            "sets", "landing-eu", "landing", "", true, false, true, List.of(OURS));

    says(
        problems(false, List.of(OURS), theirs),
        "landing-eu notifies others otherwise than sources.landing.others says, and this plan would"
            + " change that",
        "* EventBridge: every event (in the values, and not in the bucket any more: the plan would"
            + " put it back)",
        "adopt what is there now: make adopt ENV=dev SOURCE=landing");
    assertThat(problems(true, List.of(OURS), theirs)).isEmpty();
    assertThat(problems(false, List.of(OURS), sets(true, false, OURS))).isEmpty();
  }

  @Test
  void refusesToRemoveTheirsWithOursAndNamesWhatLeavesThem() {
    says(
        problems(true, List.of(AUDIT, OURS), change("removes", false)),
        "the stack would remove its notification of landing-eu, and with it all that it notifies",
        "* EventBridge: every event",
        "* " + AUDIT,
        "leave theirs to them first: make adopt ENV=dev SOURCE=landing UNDO=1");
    assertThat(problems(true, List.of(OURS), change("removes", true))).isEmpty();
  }

  @Test
  void keepsTheNotificationOfASourceThatGoesToEventBridge() {
    says(
        problems(true, List.of(OURS), change("removes", true), change("waits", false)),
        "the stack would remove its notification of landing-eu, and with it all that it notifies",
        "* EventBridge: every event",
        "let the stack keep them with its own: make adopt ENV=dev SOURCE=landing");
  }

  @Test
  void saysHowToSwitchEventBridgeOn() {
    says(
        problems(false, List.of(AUDIT), change("waits", false)),
        "landing-eu does not send its events to EventBridge",
        "its owner switches that on, beside what is there:");
  }

  @Test
  void namesTheMovedBlockOfANotificationWhoseLabelChanges() {
    var moves = NotificationChange.of("moves", "landing-eu", "old", "new");
    says(
        problems(false, List.of(AUDIT), moves, change("removes", false), sets(false, false, AUDIT)),
        "the notification of landing-eu is removed as that of old and set as that of new, in any"
            + " order",
        "moved {",
        "  from = aws_s3_bucket_notification.source[\"old\"]",
        "  to   = aws_s3_bucket_notification.source[\"new\"]",
        "}");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    var other = NotificationChange.of("waits", "other-eu", "other", "");

    assertThat(problems(false, List.of(AUDIT), sets(false, false, OURS), other)).hasSize(2);
  }
}
