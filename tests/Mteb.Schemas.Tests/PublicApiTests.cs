using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Tests;

public sealed class PublicApiTests
{
    // The codes of the ledger are watched by its own tests and the help pages.
    [Fact]
    public void The_public_surface_is_the_approved_one() =>
        Approved.Verify(PublicApi.Describe(typeof(Diagnostic).Assembly, "Mteb.Schemas.Diagnostics.Ledger"), "PublicApi.txt");
}
