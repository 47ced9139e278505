using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Tests.Gate;

/// <summary>No wrong file of <see cref="WrongEditions"/> comes into force without a person, and each is told for what it is.</summary>
public sealed class WrongEditionsTests(PublishedSnapshot snapshot)
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    public static TheoryData<string> Names => [.. WrongEditions.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_file_is_refused_or_held_with_the_reason(string name)
    {
        var wrong = WrongEditions.All[name];
        var file = wrong.Make();
        var source = SourceCatalogue
            .Recognise(FilePreview.At(file, CancellationToken.None).ShouldBeOfType<FilePreview.Seen>().File)
            .ShouldNotBeNull();
        var reading = source.Read(file, CancellationToken.None);
        if (reading is Reading.Refused refused)
        {
            wrong.Kind.ShouldBeNull($"refused: {refused.Reasons[0]}");
            refused.Reasons.ShouldContain(
                reason => reason.ToString().Contains(wrong.Says, StringComparison.Ordinal),
                string.Join("; ", refused.Reasons.Take(3))
            );
            return;
        }

        var content = ((Reading.Accepted)reading).Content;
        var trusted = snapshot.Editions.ToDictionary(SlotOf, edition => edition.Content);
        var slot = new EditionSlot(source.Description.Id, content.Slot);

        var held = Examination.Of([new Candidate(slot, content, wrong.PublishedOn, trusted.GetValueOrDefault(slot))], trusted, Today);

        held.ShouldContainKey(slot, "it came into force");
        held[slot]
            .ShouldContain(
                question => question.Kind == wrong.Kind && question.Text.Contains(wrong.Says, StringComparison.Ordinal),
                string.Join("; ", held[slot].Select(question => $"{question.Kind}: {question.Text}"))
            );
    }

    private static EditionSlot SlotOf(ReadEdition edition) => new(edition.Input.SourceId, edition.Content.Slot);
}
