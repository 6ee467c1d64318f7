/**
 * Looks at an account before the first apply, and changes nothing in it. {@link
 * objectledger.ops.preflight.PreflightCommand} is the command; each check returns {@link
 * objectledger.ops.preflight.Finding}s, and {@link objectledger.ops.preflight.Findings} collects
 * them.
 */
package objectledger.ops.preflight;
