namespace Mteb.Schemas.Text;

/// <summary>How a file's text is stored.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8; what is assumed without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,
}
