using System.Text;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using static Mteb.Schemas.Tests.Cards.CardMaker;

namespace Mteb.Schemas.Tests.Cards;

public sealed class CardProofTests
{
    private const string Before = "---\n# note\nlicense: mit\nlanguage: [no, en]\n---\n\n# Title\n";

    private static readonly CardIntent License = new CardIntent.SetValue(Path("license"), new CardValue.Text("apache-2.0"));

    [Theory]
    [InlineData("---\n# note\nlicense: apache-2.0\nlanguage: [no, en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: 'apache-2.0'\nlanguage: [no, en]\n---\n\n# Title\n")]
    public void A_new_token_in_the_old_place_is_proven(string after) => Prove(after).Should().BeTrue();

    [Theory]
    [InlineData("---\nlicense: apache-2.0\nlanguage: [no, en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: apache-2.0\nlanguage: [\"no\", en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: apache-2.0\nlanguage:\n- no\n- en\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense:  apache-2.0\nlanguage: [no, en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: apache-2.0 \nlanguage: [no, en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: apache-2.0\nlanguage: [no, en]\n---\n\n# Title")]
    [InlineData("---\r\n# note\r\nlicense: apache-2.0\r\nlanguage: [no, en]\r\n---\r\n\r\n# Title\r\n")]
    [InlineData("\uFEFF---\n# note\nlicense: apache-2.0\nlanguage: [no, en]\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlanguage: [no, en]\nlicense: apache-2.0\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: apache-2.0\nlanguage: [no, en]\nextra: 1\n---\n\n# Title\n")]
    [InlineData("---\n# note\nlicense: mit\nlanguage: [no, en]\n---\n\n# Title\n")]
    public void Any_other_byte_that_changes_fails_the_proof(string after) => Prove(after).Should().BeFalse();

    [Fact]
    public void A_range_over_the_whole_document_fails_although_the_bytes_are_right()
    {
        var edit = CardEditing.Apply(Card(Before), License).Value!;
        var wide = edit with { Changes = [new CardChange(new(0, edit.Before.Bytes.Length), new(0, edit.After.Bytes.Length))] };

        CardProof.Prove(edit).Succeeded.Should().BeTrue();
        CardProof.Prove(wide).Diagnostics.Single().Code.Should().Be("MTEB2024");
    }

    [Fact]
    public void The_allowed_range_of_a_scalar_is_its_token()
    {
        var proof = CardProof.Prove(CardEditing.Apply(Card(Before), License).Value!).Value!;

        proof.AllowedBefore.Select(range => Before[range.Start..range.End]).Should().Equal("mit");
    }

    private static bool Prove(string after) => CardProof.Prove(Encoding.UTF8.GetBytes(Before), Encoding.UTF8.GetBytes(after), [License]).Succeeded;
}
