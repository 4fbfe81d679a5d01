using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.JsonSchemas;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>schema</c>: prints a JSON Schema, which the tool carries in itself.</summary>
internal static class SchemaVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("schema", "Prints the JSON Schema of a kind of file.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "name",
        ArgumentMeaning = "The schema. Without one, all names are listed.",
        Remarks = ["Editors use the schemas to complete and check what is typed; docs/schemas.md has the settings."],
        Examples =
        [
            new("mteb schema task-result > task-result.schema.json", "Writes the schema of results to a file."),
            new("mteb schema", "Lists all schemas."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        if (values.Arguments.Count == 0)
        {
            environment.Print(string.Concat(SchemaFiles.Names.Select(name => name + "\n")));
            return ExitCode.Ok;
        }

        var view = DiagnosticView.OfUsage(environment);
        if (values.Arguments is not [var wanted])
        {
            view.Write([OptionCodes.UnexpectedArgument.Here("'mteb schema' prints one schema.", "Name one of them.")]);
            return ExitCode.Usage;
        }

        if (SchemaFiles.Read(wanted) is { } text)
        {
            environment.Print(text);
            return ExitCode.Ok;
        }

        var guess = Spelling.Nearest(wanted, SchemaFiles.Names);
        view.Write([OptionCodes.UnusableValue.Here(
            $"There is no schema '{wanted}'.", (guess is null ? "" : $"Did you mean '{guess}'? ") + $"There are: {string.Join(", ", SchemaFiles.Names)}.")]);
        return ExitCode.Usage;
    }
}
