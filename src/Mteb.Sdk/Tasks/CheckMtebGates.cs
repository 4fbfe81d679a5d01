using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Mteb.Evaluation.Verification;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Sdk;

/// <summary>Holds results against the gates of the project.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckMtebGates : MtebTask
{
    /// <summary>The gates: <c>Task</c> (or the item itself), <c>Metric</c>, <c>Minimum</c>, <c>MaximumDrop</c> and <c>Baseline</c>.</summary>
    [Required]
    public ITaskItem[] Gates { get; set; } = [];

    /// <summary>The result files.</summary>
    [Required]
    public ITaskItem[] Results { get; set; } = [];

    /// <summary>The results of this build, which count before others of the same task; <c>Task</c> names it.</summary>
    public ITaskItem[] Evaluated { get; set; } = [];

    /// <summary>The project, where the gates stand.</summary>
    [Required]
    public string Project { get; set; } = "";

    private protected override void Run(DiagnosticLog log)
    {
        var project = Full(Project);
        var elements = Elements(project);
        foreach (var item in Gates)
        {
            var task = Given(item, "Task") ?? item.ItemSpec;
            var place = Place(project, elements, item);
            var gate = Gate.Create(task, Given(item, "Metric"), Given(item, "Minimum"), Given(item, "MaximumDrop"), place);
            log.Write(gate.Diagnostics);
            if (gate.Succeeded)
            {
                var baseline = Given(item, "Baseline") is { } folder ? Read(Directory.Exists(Full(folder)) ? Directory.EnumerateFiles(Full(folder), $"{task}.json", SearchOption.AllDirectories) : [], log) : null;
                log.Write(gate.Value.Check(Read(Candidates(task), log), baseline, Given(item, "Baseline")));
            }
        }
    }

    private IEnumerable<string> Candidates(string task) => Evaluated.FirstOrDefault(item => item.GetMetadata("Task") == task) is { } current
        ? [Full(current.ItemSpec)]
        : Results.Select(result => Full(result.ItemSpec)).Where(path => Path.GetFileNameWithoutExtension(path) == task);

    // Where several results of a task are there, the newest file counts.
    private static TaskResult? Read(IEnumerable<string> paths, DiagnosticLog log)
    {
        var path = paths.OrderBy(File.GetLastWriteTimeUtc).LastOrDefault();
        if (path is null)
        {
            return null;
        }

        var read = TaskResultReader.Read(File.ReadAllBytes(path), path);
        log.Write(read.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error));
        return read.Value;
    }

    private static List<XElement> Elements(string project)
    {
        try
        {
            return [.. XDocument.Load(project, LoadOptions.SetLineInfo).Descendants().Where(element => element.Name.LocalName == "MtebGate" && element.Attribute("Include") is not null)];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    // Items do not know their line; the element with the same words does.
    private static SourcePlace Place(string project, List<XElement> elements, ITaskItem item)
    {
        var element = elements.Find(element => ((string)element.Attribute("Include")!).Split(';').Any(name => name.Trim() == item.ItemSpec)
            && Same(element, item, "Minimum") && Same(element, item, "Metric") && Same(element, item, "MaximumDrop"));
        return element is IXmlLineInfo line && line.HasLineInfo() ? new SourcePlace(project, line.LineNumber, line.LinePosition) : new SourcePlace(project);
    }

    private static bool Same(XElement element, ITaskItem item, string name)
    {
        var written = (string?)element.Attribute(name) ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
        return written is null || written.Contains('$', StringComparison.Ordinal) || written.Trim() == item.GetMetadata(name);
    }

    private static string? Given(ITaskItem item, string name) => item.GetMetadata(name) is { Length: > 0 } value ? value : null;
}
