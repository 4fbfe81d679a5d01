using System.Globalization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Output;

/// <summary>
/// Writes diagnostics as compilers do, <c>path(line,column): error MTEBnnnn: message</c>, with the remedy on a line of its
/// own, so that editors and build servers find the place.
/// </summary>
/// <param name="writer">Standard error.</param>
/// <param name="colour">Whether the severity is coloured.</param>
/// <param name="currentDirectory">Paths below it are written relative to it.</param>
/// <param name="verbosity">0 shows errors, 1 also warnings, 2 everything.</param>
internal sealed class DiagnosticView(TextWriter writer, bool colour, string currentDirectory, int verbosity)
{
    /// <summary>A view for complaints about the command line, which are all shown.</summary>
    public static DiagnosticView OfUsage(ToolEnvironment environment) =>
        new(environment.Error, environment.ErrorTerminal.Colour, environment.CurrentDirectory, verbosity: 2);

    /// <summary>The severity as a word, on the screen and in JSON.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Suggestion => "suggestion",
        _ => "none",
    };

    /// <summary>Writes those diagnostics that the verbosity lets through.</summary>
    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Where(IsShown))
        {
            writer.Write($"{Origin(diagnostic.Place)}: {Coloured(diagnostic)} {diagnostic.Code}: {OneLine(diagnostic.Message)}\n");
            if (diagnostic.Remedy.Length > 0)
            {
                writer.Write($"    {OneLine(diagnostic.Remedy)}\n");
            }
        }
    }

    /// <summary>A path relative to the current directory if it lies below it, else as it is.</summary>
    public static string Shortened(string file, string currentDirectory)
    {
        if (!Path.IsPathRooted(file))
        {
            return file;
        }

        var relative = Path.GetRelativePath(currentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? file : relative;
    }

    private bool IsShown(Diagnostic diagnostic) => diagnostic.Severity switch
    {
        Severity.Error => true,
        Severity.Warning => verbosity >= 1,
        Severity.Suggestion => verbosity >= 2,
        _ => false,
    };

    private string Origin(SourcePlace place)
    {
        if (place.File is not { } file)
        {
            return "mteb";
        }

        var path = Shortened(file, currentDirectory);
        return place switch
        {
            { Line: 0 } => path,
            { Column: 0 } => string.Create(CultureInfo.InvariantCulture, $"{path}({place.Line})"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{path}({place.Line},{place.Column})"),
        };
    }

    private string Coloured(Diagnostic diagnostic)
    {
        var word = Word(diagnostic.Severity);
        if (!colour)
        {
            return word;
        }

        var code = diagnostic.Severity switch
        {
            Severity.Error => "31",
            Severity.Warning => "33",
            _ => "36",
        };
        return $"\e[{code}m{word}\e[0m";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
