using System.Text;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tests.Mutation;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Grants;

/// <summary>Damaged lists of grants, the same ones on every run: each is accepted or refused, none crashes the reader, and none gains a pound no one wrote.</summary>
public class GrantMutationTests(ITestOutputHelper output)
{
    private const int OfEach = 200;

    [Fact]
    public void Every_damaged_list_is_accepted_or_refused_and_counts_no_more_than_it_holds()
    {
        var source = SourceCatalogue.Find("grants")!;
        var sound = Encoding.UTF8.GetBytes(
            MadeGrants.Text(
                MadeGrants.Older,
                Enumerable.Range(0, 120).Select(n => MadeGrants.Sound($"360G-{n}").With("Description", n % 3 == 0 ? "a\n\"b\", c" : "d"))
            )
        );
        var (accepted, refused) = (0, 0);
        foreach (var (name, of) in ByteMutations.All.Concat(TextMutations.All))
        {
            for (var seed = 1u; seed <= OfEach; seed++)
            {
                var damaged = of(sound, new PCG(seed));
                switch (source.Read(new PublishedFile("grantnav.csv", damaged), default))
                {
                    case Reading.Accepted { Content: YearlyGrants content }:
                        accepted++;
                        (content.Grants.Sum() + content.LeftOut.Sum(left => left.Grants)).ShouldBeLessThanOrEqualTo(
                            damaged.Count(bytes => bytes == (byte)'\n'),
                            $"{name}, {seed}"
                        );
                        content.Grants.ShouldAllBe(grants => grants > 0, $"{name}, {seed}");
                        content.Pence.ShouldAllBe(pence => pence >= 0, $"{name}, {seed}");
                        break;
                    case Reading.Refused { Reasons: var reasons }:
                        refused++;
                        reasons.ShouldNotBeEmpty();
                        reasons.ShouldAllBe(reason => reason.Expected.Length > 0 && reason.Found.Length > 0, $"{name}, {seed}");
                        break;
                    default:
                        throw new InvalidOperationException($"{name}, {seed}: neither accepted nor refused.");
                }
            }
        }

        output.WriteLine($"{accepted:N0} accepted, {refused:N0} refused");
        accepted.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
    }
}
