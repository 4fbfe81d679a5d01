using System.Text.Json.Nodes;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>
/// Asks another implementation of JSON Schema, <c>ajv</c> of npm, whether documents fit. It is restored with <c>npm ci</c> from
/// the lock file in <c>eng/schemas</c>, once.
/// </summary>
internal static class SecondValidator
{
    private static readonly Lazy<Task<string>> Folder = new(RestoreAsync);

    /// <summary>Whether each document fits its schema.</summary>
    /// <param name="questions">Schema and document, as JSON.</param>
    public static async Task<IReadOnlyList<bool>> AskAsync(IEnumerable<(string Schema, string Document)> questions)
    {
        var folder = await Folder.Value;
        var lines = questions.Select(question => new JsonObject { ["schema"] = JsonNode.Parse(question.Schema), ["document"] = question.Document }.ToJsonString());
        var transcript = await Command.RunAsync("node", ["check.mjs"], folder, standardInput: string.Join('\n', lines) + "\n");
        transcript.ExitCode.Should().Be(0, transcript.Error);
        return [.. transcript.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim() == "true")];
    }

    private static async Task<string> RestoreAsync()
    {
        var folder = Repository.At("artifacts/schema-check");
        Directory.CreateDirectory(folder);
        var stale = !Directory.Exists(Path.Combine(folder, "node_modules", "ajv"));
        foreach (var file in new[] { "package.json", "package-lock.json", "check.mjs" })
        {
            var (source, target) = (Repository.At($"eng/schemas/{file}"), Path.Combine(folder, file));
            stale |= file != "check.mjs" && (!File.Exists(target) || File.ReadAllText(source) != File.ReadAllText(target));
            File.Copy(source, target, overwrite: true);
        }

        if (stale)
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var transcript = await Command.RunAsync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
            transcript.ExitCode.Should().Be(0, transcript.ToString());
        }

        return folder;
    }
}
