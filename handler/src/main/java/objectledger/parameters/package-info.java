/**
 * Sensitive parameters of a function. {@link objectledger.parameters.ParameterProvider} is the
 * entry type: it looks for a value in the environment first, then under the key of that name in a
 * Secrets Manager secret, the parameter context. Values are read on first use, cached, and read
 * again once when a receiver rejects them. A {@link objectledger.parameters.Secret} prints as a
 * placeholder. Read {@code ParameterSettings}, {@code ParameterProvider}, {@code SecretReader},
 * {@code Secret}.
 */
package objectledger.parameters;
