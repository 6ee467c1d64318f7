/**
 * What the operator's tools share. {@link objectledger.ops.Command} runs a command on a stack and
 * ends with an exit code; {@link objectledger.ops.DeployedStack} and {@link
 * objectledger.ops.StackOutputs} are the outputs of that stack; {@link
 * objectledger.ops.FunctionInvoker} invokes its function. {@link objectledger.ops.Progress} and
 * {@link objectledger.ops.TerminalText} write to a terminal.
 *
 * <p>The tools are the packages below, each of which begins with its command classes: {@code
 * adopt}, {@code plan}, {@code release}, {@code failures}, {@code backfill}, {@code cost}, {@code
 * find} and {@code post}. This package uses none of them, and they use each other in one case only:
 * {@code plan} uses {@code cost}. The tools use the function's packages; the function uses none of
 * the tools'.
 */
package objectledger.ops;
