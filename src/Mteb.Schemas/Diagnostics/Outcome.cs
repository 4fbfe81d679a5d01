using System.Diagnostics.CodeAnalysis;

namespace Mteb.Schemas.Diagnostics;

/// <summary>
/// What came of an operation on user data: a value, or the diagnostics that say why there is none. A value may come
/// with diagnostics too (warnings and suggestions).
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly IReadOnlyList<Diagnostic>? _diagnostics;

    private Outcome(T? value, bool succeeded, IReadOnlyList<Diagnostic>? diagnostics)
    {
        Value = value;
        Succeeded = succeeded;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded { get; }

    /// <summary>The value; default when the operation failed.</summary>
    public T? Value { get; }

    /// <summary>Everything that was noticed, in the order of notice; at least one error when the operation failed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics ?? [];

    internal static Outcome<T> Of(T value, IReadOnlyList<Diagnostic>? diagnostics) => new(value, true, diagnostics);

    internal static Outcome<T> Not(IReadOnlyList<Diagnostic> diagnostics) => new(default, false, diagnostics);

    /// <summary>A value without anything to say about it.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, true, null);

    /// <summary>A failure for one reason.</summary>
    public static implicit operator Outcome<T>(Diagnostic error) => new(default, false, [error]);

    /// <summary>The same failure for another type of value.</summary>
    /// <exception cref="InvalidOperationException">The operation succeeded.</exception>
    public Outcome<TOther> FailedAs<TOther>() =>
        Succeeded ? throw new InvalidOperationException("The outcome is a success.") : Outcome<TOther>.Not(Diagnostics);
}

/// <summary>Makes outcomes.</summary>
public static class Outcome
{
    /// <summary>A value, and what was noticed on the way to it.</summary>
    public static Outcome<T> Success<T>(T value, IReadOnlyList<Diagnostic> diagnostics) => Outcome<T>.Of(value, diagnostics);

    /// <summary>No value, for these reasons.</summary>
    public static Outcome<T> Failure<T>(IReadOnlyList<Diagnostic> diagnostics) => Outcome<T>.Not(diagnostics);
}
