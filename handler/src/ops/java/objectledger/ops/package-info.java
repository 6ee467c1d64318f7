/**
 * What the operator's tools share. {@link objectledger.ops.Command} runs a command on a stack and
 * ends with an exit code; {@link objectledger.ops.DeployedStack} and {@link
 * objectledger.ops.StackOutputs} are the outputs of that stack; {@link
 * objectledger.ops.FunctionInvoker} invokes its function. {@link objectledger.ops.Progress} and
 * {@link objectledger.ops.TerminalText} write to a terminal.
 *
 * <p>The tools are the packages below, each of which begins with its command classes. This package
 * uses none of them. They use each other in few cases: {@code plan} uses {@code cost}, {@code
 * verify} uses {@code backfill}, {@code status} uses {@code failures}, and {@code find} and {@code
 * flight} use {@code logs}. The tools use the function's packages; the function uses none of the
 * tools'.
 */
package objectledger.ops;
