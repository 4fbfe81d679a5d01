using System.Globalization;

namespace Mteb.Tool.Tests.Infrastructure;

/// <summary>Runs a test under another culture, and puts the old one back.</summary>
internal sealed class InCulture : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    public InCulture(string name)
    {
        CultureInfo.CurrentCulture = new CultureInfo(name);
        CultureInfo.CurrentUICulture = new CultureInfo(name);
    }

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
    }
}

/// <summary>Feeds a theory with cultures that write numbers, dates and messages differently.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CulturesAttribute : Xunit.Sdk.DataAttribute
{
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) => [[""], ["de-DE"], ["ru-RU"]];
}
