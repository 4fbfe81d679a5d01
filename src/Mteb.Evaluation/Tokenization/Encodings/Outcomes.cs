using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>Goes on with outcomes.</summary>
internal static class Outcomes
{
    /// <summary>The outcome of something that always succeeds with the value, if there is one.</summary>
    public static Outcome<TNext> With<T, TNext>(this Outcome<T> outcome, Func<T, TNext> next) =>
        outcome.Succeeded ? next(outcome.Value) : outcome.FailedAs<TNext>();
}
