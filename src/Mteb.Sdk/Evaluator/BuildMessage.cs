using System.Text.Json;
using System.Text.Json.Serialization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Sdk.Evaluator;

/// <summary>What a step says to a build: a diagnostic, or a line for people.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Text">The message, with the remedy.</param>
/// <param name="Code">The code of a diagnostic.</param>
/// <param name="File">The file it is about, where there is one.</param>
/// <param name="Line">The line in the file, from 1; 0 where none is known.</param>
/// <param name="Column">The column, from 1; 0 where none is known.</param>
internal sealed record BuildMessage(MessageKind Kind, string Text, string? Code = null, string? File = null, int Line = 0, int Column = 0)
{
    /// <summary>A diagnostic as a message.</summary>
    public static BuildMessage Of(Diagnostic diagnostic)
    {
        var kind = diagnostic.Severity switch
        {
            Severity.Error => MessageKind.Error,
            Severity.Warning => MessageKind.Warning,
            _ => MessageKind.Suggestion,
        };
        var text = diagnostic.Remedy.Length == 0 ? diagnostic.Message : $"{diagnostic.Message} {diagnostic.Remedy}";
        return new BuildMessage(kind, text, diagnostic.Code, diagnostic.Place.File, diagnostic.Place.Line, diagnostic.Place.Column);
    }

    /// <summary>The message as a line of JSON, as the evaluation writes it to its standard output.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluatorJson.Default.BuildMessage);

    /// <summary>A message from a line of JSON.</summary>
    /// <returns>The message; null where the line is none, as what native code prints.</returns>
    public static BuildMessage? FromJson(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EvaluatorJson.Default.BuildMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The message as a line for the targets to show it again: code, place and text between bars. MSBuild's own task for warnings takes
    /// no line number, so that the file has it as MSBuild prints it, <c>README.md(4,1)</c>.
    /// </summary>
    public string ToKeptLine()
    {
        var place = File is null || Line == 0 ? File ?? "" : FormattableString.Invariant($"{File}({Line},{Math.Max(Column, 1)})");
        return $"{Code}|{Clean(place)}|{Clean(Text)}";
    }

    private static string Clean(string text) => text.Replace('|', '/').ReplaceLineEndings(" ");
}

/// <summary>How a message is shown.</summary>
internal enum MessageKind
{
    /// <summary>As an error.</summary>
    Error,

    /// <summary>As a warning.</summary>
    Warning,

    /// <summary>As a message of low importance.</summary>
    Suggestion,

    /// <summary>As a line that everybody sees whose logger shows lines.</summary>
    Notice,

    /// <summary>Not at all: the evaluation has come to its end, which a process that dies never says.</summary>
    End,
}

/// <summary>How the evaluation's process and the task speak with each other.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuildMessage))]
[JsonSerializable(typeof(EvaluationRequest))]
internal sealed partial class EvaluatorJson : JsonSerializerContext;
