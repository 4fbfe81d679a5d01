using System.Text.RegularExpressions;

namespace Mteb.Architecture.Tests;

/// <summary>What only some rooms may touch.</summary>
public sealed partial class RoomTests
{
    private static readonly string[] Skins = ["Mteb.Sdk", "Mteb.Tool"];

    [Fact]
    public void Only_the_stand_in_and_the_DuckDB_layer_call_native_code() =>
        Offenders(NativeCode(), file => file.Project == "Mteb.OnnxRuntime" || In(file, "Mteb.Evaluation/Datasets/DuckDb")).Should().BeEmpty();

    [Fact]
    public void Only_encoding_and_numerics_see_ONNX_Runtime() =>
        Offenders(OnnxTypes(), file => file.Project == "Mteb.OnnxRuntime" || In(file, "Mteb.Evaluation/Encoding") || In(file, "Mteb.Evaluation/Numerics"))
            .Should().BeEmpty();

    [Fact]
    public void Only_the_tool_knows_the_command_line_libraries() =>
        Offenders(CommandLineLibraries(), file => file.Project == "Mteb.Tool").Should().BeEmpty();

    [Fact]
    public void Only_the_SDK_knows_MSBuild() =>
        Offenders(MsBuild(), file => file.Project == "Mteb.Sdk").Should().BeEmpty();

    [Fact]
    public void Below_the_skins_nothing_reads_console_environment_clock_or_culture() =>
        Offenders(Surroundings(), file => Skins.Contains(file.Project) || file.Project == "Mteb.OnnxRuntime").Should().BeEmpty();

    [Fact]
    public void In_the_tool_only_the_entry_point_reads_its_surroundings() =>
        Offenders(Surroundings(), file => file.Project != "Mteb.Tool" || file.Path is "src/Mteb.Tool/Program.cs" or "src/Mteb.Tool/ToolEnvironment.cs")
            .Should().BeEmpty();

    [Fact]
    public void A_file_holds_one_idea_and_is_not_long() =>
        SourceTree.Product.Where(file => file.Text.AsSpan().Count('\n') > 400).Select(file => file.Path).Should().BeEmpty();

    [SharedFact("catalogue/")]
    public void No_task_name_appears_in_code()
    {
        var names = Goldens.Parse(SharedMaterial.At("catalogue/tasks.json")).EnumerateArray()
            .Select(task => task.GetProperty("name").GetString()!)
            .ToHashSet();

        SourceTree.Product
            .SelectMany(file => Literals().Matches(file.Code).Select(match => (file.Path, Literal: match.Groups[1].Value)))
            .Where(found => names.Contains(found.Literal))
            .Should().BeEmpty();
    }

    private static IEnumerable<string> Offenders(Regex pattern, Func<SourceFile, bool> allowed) =>
        from file in SourceTree.Product
        where !allowed(file)
        from match in pattern.Matches(file.Code)
        select $"{file.Path}: {match.Value}";

    private static bool In(SourceFile file, string folder) => file.Path.StartsWith($"src/{folder}/", StringComparison.Ordinal);

    [GeneratedRegex("""\bDllImport\b|\bLibraryImport\b|\bNativeLibrary\b|delegate\* unmanaged""")]
    private static partial Regex NativeCode();

    [GeneratedRegex("""\bMicrosoft\.ML\.OnnxRuntime\b""")]
    private static partial Regex OnnxTypes();

    [GeneratedRegex("""\bSystem\.CommandLine\b|\bSpectre\.Console\b""")]
    private static partial Regex CommandLineLibraries();

    [GeneratedRegex("""\bMicrosoft\.Build\b""")]
    private static partial Regex MsBuild();

    [GeneratedRegex("""(?<![\w.])(Console\.\w+|Environment\.\w+|DateTime(Offset)?\.(Utc)?Now|DateTime\.Today|Stopwatch\.\w+|CultureInfo\.Current\w+|Directory\.GetCurrentDirectory)""")]
    private static partial Regex Surroundings();

    [GeneratedRegex("\"((?:[^\"\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literals();
}
