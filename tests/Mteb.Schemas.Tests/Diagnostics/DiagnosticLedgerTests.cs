using System.Globalization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Tests.Diagnostics;

public sealed class DiagnosticLedgerTests
{
    private static readonly string Pages = Repository.At("docs/diagnostics");

    [Fact]
    public void Every_code_is_written_once_as_MTEB_and_four_digits()
    {
        var codes = DiagnosticLedger.Rooms.SelectMany(room => room.Descriptors).Select(descriptor => descriptor.Code).ToList();
        codes.Should().OnlyHaveUniqueItems();
        foreach (var code in codes)
        {
            code.Should().MatchRegex("^MTEB[0-9]{4}$");
            DiagnosticLedger.Find(code)!.Code.Should().Be(code);
        }
    }

    [Fact]
    public void Every_code_has_a_number_of_its_room()
    {
        foreach (var room in DiagnosticLedger.Rooms)
        {
            foreach (var descriptor in room.Descriptors)
            {
                int.Parse(descriptor.Code.AsSpan(4), CultureInfo.InvariantCulture).Should().BeInRange(room.First, room.Last, $"{room.Codes.Name} holds {descriptor.Code}");
            }
        }
    }

    [Fact]
    public void Rooms_do_not_overlap() =>
        DiagnosticLedger.Rooms.OrderBy(room => room.First).Zip(DiagnosticLedger.Rooms.OrderBy(room => room.First).Skip(1))
            .Where(pair => pair.First.Last >= pair.Second.First).Should().BeEmpty();

    [Fact]
    public void Every_class_of_codes_is_a_room()
    {
        var classes = typeof(DiagnosticLedger).Assembly.GetExportedTypes().Where(type => type.Namespace == "Mteb.Schemas.Diagnostics.Ledger");
        DiagnosticLedger.Rooms.Select(room => room.Codes).Should().BeEquivalentTo(classes);
    }

    [Fact]
    public void Every_code_has_a_help_page_that_states_title_and_severity()
    {
        foreach (var descriptor in DiagnosticLedger.All)
        {
            var page = Repository.At(descriptor.HelpPage);
            File.Exists(page).Should().BeTrue($"{descriptor.Code} needs {descriptor.HelpPage}");
            var lines = File.ReadAllLines(page);
            lines[0].Should().Be($"# {descriptor.Code}: {descriptor.Title}");
            lines.Should().Contain($"Severity: {descriptor.Severity.ToString().ToLowerInvariant()}", descriptor.Code);
            lines.Should().Contain("## What it means", descriptor.Code).And.Contain("## How to mend it", descriptor.Code);
        }
    }

    [Fact]
    public void Every_help_page_has_a_code() => Directory.EnumerateFiles(Pages, "*.md").Select(page => Path.GetFileNameWithoutExtension(page))
        .Where(code => DiagnosticLedger.Find(code) is null).Should().BeEmpty();
}
