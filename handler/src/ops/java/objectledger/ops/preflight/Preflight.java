package objectledger.ops.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import objectledger.ops.Progress;
import objectledger.ops.plan.PlannedNotifications;

/** All checks in order: what the later ones need is looked at first. */
final class Preflight {
  private final PreflightFiles files;
  private final PreflightClients clients;
  private final Progress progress;
  private final Account account;
  private final Findings findings;

  Preflight(PreflightFiles files, PreflightClients clients, Progress progress) {
    this.files = files;
    this.clients = clients;
    this.progress = progress;
    this.account = Account.of(files.values());
    this.findings = new Findings(this::wrongAccount);
  }

  List<Finding> run() {
    var bucket = files.backend().get("bucket").text();
    var key = files.backend().get("key").text();
    var check = new AccountCheck(clients.firstSts(), clients.sts(), account);
    findings.check(AccountCheck.CALLER, check::caller);
    findings.check("region", () -> check.region(files.backend().get("region").text()));
    findings.check("backend", new BackendCheck(clients.s3(), bucket, key, account)::run);
    var noState = BackendCheck.missing(findings.all());
    findings.check("plans", noState, new PlansCheck(files, account)::run);
    bootstrapped(noState, bucket, key);
    stack(noState, bucket, key);
    return findings.all();
  }

  /** What make bootstrap makes. */
  private void bootstrapped(String noState, String bucket, String key) {
    var policies = new PlannedPolicies(files.plans());
    var roles = new AccountRoles(clients.iam());
    var trust = new TrustCheck(clients.iam(), roles, policies, account);
    var missing = PlansCheck.missing(noState, files.bootstrap(), PlansCheck.BOOTSTRAP);
    findings.check("OIDC provider", trust::provider);
    var ofBootstrap = files.bootstrap().stream().toList();
    var own = new PlannedPolicies(ofBootstrap).roles();
    own.forEach(role -> findings.check("trust of " + role, missing, () -> trust.role(role)));
    findings.check("boundary", missing, trust::boundaries);
    findings.check(
        "policies of a role",
        missing,
        () -> new LimitsCheck(account).policies(clients.iam(), policies));
    if (!missing.isEmpty()) {
      findings.check("rights", missing, List::of);
    } else {
      rights(own, roles, policies, bucket, key);
    }
  }

  private void rights(
      List<String> own, AccountRoles roles, PlannedPolicies policies, String bucket, String key) {
    var names = new EnvironmentNames(files.questions().names(), account).withState(bucket, key);
    files.stack().ifPresent(names::with);
    var rows = files.questions().rows(policies, names);
    // A role that is missing was said to be so.
    var missing =
        findings.ask("rights", () -> own.stream().filter(role -> !roles.isThere(role)).toList());
    if (missing.isEmpty()) {
      return;
    }
    missing.get().forEach(rows::remove);
    if (rows.isEmpty()) {
      findings.check("rights", "no role of the access matrix is there", List::of);
    }
    var rights = new RightsCheck(roles, policies, new PolicySimulator(clients.iam()), account);
    new RightsChecks(rights, progress).run(rows, findings);
  }

  /** What make apply makes, and what it finds. */
  private void stack(String noState, String bucket, String key) {
    var missing = PlansCheck.missing(noState, files.stack(), PlansCheck.STACK);
    var values = files.planned();
    var environment =
        new EnvironmentCheck(clients.sts(), clients.lambda(), clients.lambdaAs(), account);
    findings.check(
        "plan role reads the environment",
        missing,
        () -> environment.run(account.prefix() + "-plan-" + account.environment(), functions()));
    findings.check(
        "customer keys",
        new KeysCheck(
                clients.kms(), new NamedKeys(values, files.stack().stream().toList()), account)
            ::run);
    var sources = new NamesCheck(account, new PlannedResources(values), Set.of());
    findings.check("existing sources", () -> sources.sources(clients.s3(), values.get("sources")));
    var inState =
        missing.isEmpty()
            ? findings.ask("state", () -> StateNames.read(clients.s3(), bucket, key, account))
            : Optional.<Set<String>>empty();
    named(
        missing.isEmpty() && inState.isEmpty() ? "the state is not to be read" : missing, inState);
  }

  /** What is named and counted; without a plan, or a state, it is unknown what is to come. */
  private void named(String missing, Optional<Set<String>> state) {
    var planned = files.stack().orElseGet(() -> new PlannedResources(files.values()));
    var inState = state.orElse(Set.of());
    var names = new NamesCheck(account, planned, inState);
    var limits = new LimitsCheck(account);
    findings.check("buckets' names", missing, () -> names.buckets(clients.s3()));
    findings.check("functions' names", missing, () -> names.functions(clients.lambda()));
    findings.check("queues' names", missing, () -> names.queues(clients.sqs()));
    findings.check("roles' names", missing, () -> names.roles(new AccountRoles(clients.iam())));
    findings.check(
        "concurrency", missing, () -> limits.concurrency(clients.lambda(), planned, inState));
    findings.check("buckets", missing, () -> limits.buckets(clients.s3(), planned, inState));
    findings.check(
        "notifications of others",
        missing,
        () -> new NotificationsCheck(clients, notifications(), account).run());
  }

  private PlannedNotifications notifications() {
    try (var plan = Files.newInputStream(files.stackFile())) {
      return PlannedNotifications.read(plan, account.environment());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> functions() {
    return files.stack().stream()
        .flatMap(plan -> plan.of("aws_lambda_function").stream())
        .map(function -> function.value("function_name"))
        .toList();
  }

  private String wrongAccount() {
    return AccountCheck.whyNotAsked(findings.all(), account);
  }
}
