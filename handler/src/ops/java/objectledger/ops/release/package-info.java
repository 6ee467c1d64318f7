/**
 * Moves the alias {@code live} to another version. {@link
 * objectledger.ops.release.ReleaseStateCommand} prints what a release starts from, {@link
 * objectledger.ops.release.VersionReadinessCommand} waits until a version can run, {@link
 * objectledger.ops.release.VersionSmokeCommand} tries it before it gets events, {@link
 * objectledger.ops.release.CanaryCommand} observes it while it gets a share of them, {@link
 * objectledger.ops.release.RollbackTargetCommand} prints the version to go back to, and {@link
 * objectledger.ops.release.PruneCommand} deletes old versions.
 */
package objectledger.ops.release;
