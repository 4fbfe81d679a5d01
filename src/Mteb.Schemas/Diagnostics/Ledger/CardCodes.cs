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

    /// <summary>The front matter does not fit its schema.</summary>
    public static readonly DiagnosticDescriptor SchemaViolation = new("MTEB2040", Severity.Error, "The front matter does not fit its schema");

    /// <summary>Readers of YAML 1.1 and 1.2 read a value differently.</summary>
    public static readonly DiagnosticDescriptor YamlTrap = new("MTEB2041", Severity.Warning, "Readers of YAML 1.1 and 1.2 read a value differently");

    /// <summary>The front matter is very large.</summary>
    public static readonly DiagnosticDescriptor LargeFrontMatter = new("MTEB2042", Severity.Warning, "The front matter is very large");

    /// <summary>The front matter exceeds the size limit.</summary>
    public static readonly DiagnosticDescriptor TooLargeFrontMatter = new("MTEB2043", Severity.Error, "The front matter exceeds the size limit");

    /// <summary>The licence is not one that the Hub knows.</summary>
    public static readonly DiagnosticDescriptor UnknownLicense = new("MTEB2044", Severity.Error, "The licence is not one that the Hub knows");

    /// <summary>The licence 'other' is not explained.</summary>
    public static readonly DiagnosticDescriptor IncompleteLicense = new("MTEB2045", Severity.Error, "The licence 'other' is not explained");

    /// <summary>The language code is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownLanguage = new("MTEB2046", Severity.Warning, "The language code is not known");

    /// <summary>The pipeline tag is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownPipelineTag = new("MTEB2047", Severity.Warning, "The pipeline tag is not known");

    /// <summary>The library is not named.</summary>
    public static readonly DiagnosticDescriptor NoLibrary = new("MTEB2048", Severity.Suggestion, "The library is not named");

    /// <summary>The scale of the scores.</summary>
    public static readonly DiagnosticDescriptor ResultsScale = new("MTEB2050", Severity.Suggestion, "The scale of the scores");

    /// <summary>Scores of both scales stand side by side.</summary>
    public static readonly DiagnosticDescriptor MixedScales = new("MTEB2051", Severity.Warning, "Scores of both scales stand side by side");

    /// <summary>A main score lies outside of its scale.</summary>
    public static readonly DiagnosticDescriptor ScoreOutOfRange = new("MTEB2052", Severity.Warning, "A main score lies outside of its scale");

    /// <summary>A result stands twice.</summary>
    public static readonly DiagnosticDescriptor SameResultTwice = new("MTEB2053", Severity.Warning, "A result stands twice");

    /// <summary>The model index names several models.</summary>
    public static readonly DiagnosticDescriptor SeveralModels = new("MTEB2054", Severity.Warning, "The model index names several models");

    /// <summary>The tag 'mteb' is missing.</summary>
    public static readonly DiagnosticDescriptor NoMtebTag = new("MTEB2055", Severity.Warning, "The tag 'mteb' is missing");

    /// <summary>No board reads 'mteb_results'.</summary>
    public static readonly DiagnosticDescriptor ResultsKeyUnread = new("MTEB2060", Severity.Suggestion, "No board reads 'mteb_results'");

    /// <summary>The path of 'mteb_results' does not exist.</summary>
    public static readonly DiagnosticDescriptor ResultsPathMissing = new("MTEB2061", Severity.Error, "The path of 'mteb_results' does not exist");

    /// <summary>A section of the card is missing.</summary>
    public static readonly DiagnosticDescriptor MissingSection = new("MTEB2062", Severity.Warning, "A section of the card is missing");

    /// <summary>The card and the LICENSE file disagree.</summary>
    public static readonly DiagnosticDescriptor LicenseFileDiffers = new("MTEB2063", Severity.Warning, "The card and the LICENSE file disagree");

    /// <summary>Declared and evaluated languages differ.</summary>
    public static readonly DiagnosticDescriptor LanguagesDiffer = new("MTEB2064", Severity.Warning, "Declared and evaluated languages differ");

    /// <summary>A language code loses information.</summary>
    public static readonly DiagnosticDescriptor LanguageLoss = new("MTEB2065", Severity.Suggestion, "A language code loses information");

    /// <summary>A generated block is out of date.</summary>
    public static readonly DiagnosticDescriptor StaleBlock = new("MTEB2066", Severity.Error, "A generated block is out of date");

    /// <summary>The card's model index belongs to another model.</summary>
    public static readonly DiagnosticDescriptor OtherModelName = new("MTEB2070", Severity.Error, "The card's model index belongs to another model");

    /// <summary>The model index cannot be merged.</summary>
    public static readonly DiagnosticDescriptor MalformedModelIndex = new("MTEB2071", Severity.Error, "The model index cannot be merged");

    /// <summary>There are no results.</summary>
    public static readonly DiagnosticDescriptor NoResults = new("MTEB2072", Severity.Error, "There are no results");

    /// <summary>The folder holds results of several models.</summary>
    public static readonly DiagnosticDescriptor SeveralRuns = new("MTEB2073", Severity.Error, "The folder holds results of several models");

    /// <summary>A mean is left open.</summary>
    public static readonly DiagnosticDescriptor IncompleteMean = new("MTEB2074", Severity.Suggestion, "A mean is left open");

    /// <summary>The output file exists.</summary>
    public static readonly DiagnosticDescriptor OutputExists = new("MTEB2075", Severity.Error, "The output file exists");

    /// <summary>A model id needs the Hub.</summary>
    public static readonly DiagnosticDescriptor HubNeeded = new("MTEB2076", Severity.Error, "A model id needs the Hub");

    /// <summary>The card does not exist.</summary>
    public static readonly DiagnosticDescriptor NoSuchFile = new("MTEB2077", Severity.Error, "The card does not exist");

    /// <summary>Results of unknown tasks are left out.</summary>
    public static readonly DiagnosticDescriptor UnknownTask = new("MTEB2078", Severity.Warning, "Results of unknown tasks are left out");
}
