using System.Globalization;
using System.Text;
using System.Xml;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>A JUnit report: errors are failed test cases, everything else passes and is told in the case's output.</summary>
internal static class JUnitFormat
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };

    public static string Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Settings))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteStartElement("testsuite");
            writer.WriteAttributeString("name", "mteb");
            writer.WriteAttributeString("tests", Math.Max(diagnostics.Count, 1).ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString(
                "failures", diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error).ToString(CultureInfo.InvariantCulture));
            foreach (var diagnostic in diagnostics)
            {
                WriteCase(writer, diagnostic);
            }

            if (diagnostics.Count == 0)
            {
                writer.WriteStartElement("testcase");
                writer.WriteAttributeString("classname", "mteb");
                writer.WriteAttributeString("name", "no findings");
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n";
    }

    private static void WriteCase(XmlWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", Clean(diagnostic.Place.File ?? "mteb"));
        writer.WriteAttributeString("name", $"{diagnostic.Code}: {Clean(diagnostic.Descriptor.Title)}");
        var line = Clean($"{MsBuildFormat.Line(diagnostic)}\n{diagnostic.Remedy}");
        if (diagnostic.Severity == Severity.Error)
        {
            writer.WriteStartElement("failure");
            writer.WriteAttributeString("type", diagnostic.Code);
            writer.WriteAttributeString("message", Clean(Words.OneLine(diagnostic.Message)));
            writer.WriteString(line);
            writer.WriteEndElement();
        }
        else
        {
            writer.WriteElementString("system-out", line);
        }

        writer.WriteEndElement();
    }

    // XML has no place for most control characters and for lone surrogates.
    private static string Clean(string text) => string.Create(text.Length, text, static (clean, text) =>
    {
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
                || (index > 0 && XmlConvert.IsXmlSurrogatePair(text[index], text[index - 1]));
            clean[index] = isPair || XmlConvert.IsXmlChar(text[index]) ? text[index] : '\uFFFD';
        }
    });
}
