using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Releases;

namespace BudgetWatch.Pipeline.Tests;

public class AnswerFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_newest_fifty_moves_are_told_and_what_is_not_told_is_not_worked_out()
    {
        var asked = new List<string>();

        var feed = await FeedAsync([.. Enumerable.Range(1, 60).Select(n => new PointerMove(Start.AddDays(n), $"r{n}"))], asked);

        feed.Entries.Select(entry => entry.Id)
            .ShouldBe(Enumerable.Range(11, 50).Reverse().Select(n => $"tag:budgetwatch,2026:release/r{n}"));
        asked.Count.ShouldBe(50);
        asked.ShouldNotContain("r10");
        feed.Updated.ShouldBe(Start.AddDays(60));
    }

    [Fact]
    public async Task A_release_that_was_live_before_is_a_move_of_the_pointer_however_often()
    {
        var feed = await FeedAsync(
            [
                new(Start, "r1"),
                new(Start.AddDays(1), "r2"),
                new(Start.AddDays(2), "r1"),
                new(Start.AddDays(3), "r2"),
                new(Start.AddDays(4), "r1"),
            ],
            []
        );

        feed.Entries.Select(entry => entry.Kind).ShouldBe(["rollback", "rollback", "rollback", "release", "release"]);
        feed.Entries.Select(entry => entry.Id)
            .ShouldBe([
                "tag:budgetwatch,2026:move/20260105T093000.0000000Z/r1",
                "tag:budgetwatch,2026:move/20260104T093000.0000000Z/r2",
                "tag:budgetwatch,2026:move/20260103T093000.0000000Z/r1",
                "tag:budgetwatch,2026:release/r2",
                "tag:budgetwatch,2026:release/r1",
            ]);
        feed.Entries[0].Sentences.ShouldHaveSingleItem().ShouldContain("Release r1 is live again instead of release r2.");
        feed.Entries[3].Sentences.ShouldBe(["Release r2 was published.", "r2 changed."]);
        feed.Entries[3]
            .Links.Select(link => $"{link.Rel} {link.Type} {link.Href}")
            .ShouldBe([
                "alternate text/html /?release=r2",
                "alternate application/json /api/v1/releases/r2",
                "related application/json /api/v1/releases/r2/changes",
            ]);
    }

    private static Task<FeedAnswer> FeedAsync(PointerMove[] moves, List<string> asked) =>
        AnswerFeed.OfAsync(
            moves,
            id =>
            {
                asked.Add(id);
                return Task.FromResult(new ChangesSentences("changed", [$"{id} changed."]));
            }
        );
}
