namespace Mteb.Schemas.Text;

/// <summary>What a <see cref="JsonTokenizer"/> stands on.</summary>
public enum JsonTokenKind
{
    /// <summary>Before the first token, after the last, or at an error.</summary>
    None,

    /// <summary><c>{</c></summary>
    BeginObject,

    /// <summary><c>}</c></summary>
    EndObject,

    /// <summary><c>[</c></summary>
    BeginArray,

    /// <summary><c>]</c></summary>
    EndArray,

    /// <summary>The key of a member, quotes included; the colon is not part of it.</summary>
    Key,

    /// <summary>Text, quotes included.</summary>
    Text,

    /// <summary>A number without point and exponent.</summary>
    WholeNumber,

    /// <summary>A number with a point or an exponent.</summary>
    Number,

    /// <summary>The bare word <c>NaN</c>.</summary>
    NaN,

    /// <summary>The bare word <c>Infinity</c>.</summary>
    Infinity,

    /// <summary>The bare word <c>-Infinity</c>.</summary>
    NegativeInfinity,

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>false</c></summary>
    False,

    /// <summary><c>null</c></summary>
    Null,
}
