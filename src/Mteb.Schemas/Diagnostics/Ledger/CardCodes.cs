namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB2000 to MTEB2199: model cards, their front matter, and edits to them.</summary>
public static class CardCodes
{
    /// <summary>The bytes are not text.</summary>
    public static readonly DiagnosticDescriptor NotUtf8 = new("MTEB2000", Severity.Error, "The card is not UTF-8");

    /// <summary>No front matter.</summary>
    public static readonly DiagnosticDescriptor NoFrontMatter = new("MTEB2001", Severity.Warning, "The card has no front matter");

    /// <summary>EF BB BF at the beginning.</summary>
    public static readonly DiagnosticDescriptor ByteOrderMark = new("MTEB2002", Severity.Error, "A byte order mark hides the front matter");

    /// <summary>Something blank before the opening fence.</summary>
    public static readonly DiagnosticDescriptor BlankBeforeFrontMatter = new("MTEB2003", Severity.Warning, "Blanks stand before the front matter");

    /// <summary>Three points as closing fence.</summary>
    public static readonly DiagnosticDescriptor ClosedWithDots = new("MTEB2004", Severity.Error, "The front matter is closed with three points");

    /// <summary>Blanks after the opening fence.</summary>
    public static readonly DiagnosticDescriptor BlankAfterOpeningFence = new("MTEB2005", Severity.Error, "Blanks follow the opening fence");

    /// <summary>CR after the closing fence.</summary>
    public static readonly DiagnosticDescriptor BareReturnAfterFence = new("MTEB2006", Severity.Error, "A bare carriage return ends the closing fence");

    /// <summary>Two fences without anything between them.</summary>
    public static readonly DiagnosticDescriptor EmptyFrontMatter = new("MTEB2007", Severity.Warning, "The front matter is empty");

    /// <summary>No closing fence.</summary>
    public static readonly DiagnosticDescriptor UnclosedFrontMatter = new("MTEB2008", Severity.Error, "The front matter is not closed");

    /// <summary>Not YAML.</summary>
    public static readonly DiagnosticDescriptor Syntax = new("MTEB2010", Severity.Error, "The front matter is not YAML");

    /// <summary>YAML, but no keys.</summary>
    public static readonly DiagnosticDescriptor NotAMapping = new("MTEB2011", Severity.Error, "The front matter holds no keys");

    /// <summary>A key twice in one mapping.</summary>
    public static readonly DiagnosticDescriptor DuplicateKey = new("MTEB2012", Severity.Error, "A key stands twice");

    /// <summary>A path that leads nowhere.</summary>
    public static readonly DiagnosticDescriptor NoSuchPlace = new("MTEB2020", Severity.Error, "The front matter has no such place");

    /// <summary>A form that is left alone.</summary>
    public static readonly DiagnosticDescriptor NotEditable = new("MTEB2021", Severity.Error, "This form of YAML is not edited");

    /// <summary>Anchors and aliases.</summary>
    public static readonly DiagnosticDescriptor SharedValue = new("MTEB2022", Severity.Error, "The value is shared through an anchor");

    /// <summary>An edit that would not stay where it belongs.</summary>
    public static readonly DiagnosticDescriptor EditWouldSpread = new("MTEB2023", Severity.Error, "The edit would change more than was asked for");

    /// <summary>The proof failed.</summary>
    public static readonly DiagnosticDescriptor NotProven = new("MTEB2024", Severity.Error, "The edit could not be proven");

    /// <summary>A value that is no YAML.</summary>
    public static readonly DiagnosticDescriptor ValueIsNotYaml = new("MTEB2025", Severity.Error, "The value cannot be read as YAML");

    /// <summary>Marks of a block that do not pair.</summary>
    public static readonly DiagnosticDescriptor StrayMark = new("MTEB2026", Severity.Error, "The marks of a generated block do not pair");
}
