namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>An expression that is wrong, or that the matcher does not run. It does not leave the room.</summary>
/// <param name="reason">A clause such as "has a back reference".</param>
internal sealed class ExpressionException(string reason) : Exception(reason);
