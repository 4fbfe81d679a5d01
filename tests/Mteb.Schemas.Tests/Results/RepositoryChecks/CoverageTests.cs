using System.Reflection;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Tests.Results.RepositoryChecks;

public sealed class CoverageTests
{
    // A test named after the rule breaks it and shows the nearest that does not; rules about changes have their theory.
    [Fact]
    public void Every_rule_of_the_repository_has_a_test_of_its_own()
    {
        var names = typeof(RepositoryCheckTests).GetMethods().Select(method => method.Name[..Math.Min(4, method.Name.Length)]);
        var changes = typeof(ResultChangeTests).GetMethods().SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .SelectMany(data => data.GetData(null!)).SelectMany(row => row.OfType<string>()).SelectMany(text => text.Split(' '));
        var rules = DiagnosticLedger.All.Select(descriptor => descriptor.Rule).OfType<string>().Where(rule => rule.StartsWith('C'));
        rules.Should().HaveCount(15).And.BeSubsetOf(names.Concat(changes));
    }
}
