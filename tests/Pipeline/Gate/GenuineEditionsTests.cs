using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.TestKit;

namespace BudgetWatch.Pipeline.Tests.Gate;

/// <summary>Every available genuine edition can be what it says it is: none needs a person, whether all come together or each beside those in force.</summary>
public sealed class GenuineEditionsTests(PublishedSnapshot snapshot)
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Fact]
    public void All_of_the_snapshot_come_into_force_together() =>
        Told(
                Examination.Of(
                    [.. snapshot.Editions.Select(edition => new Candidate(SlotOf(edition), edition.Content, null, null))],
                    new Dictionary<EditionSlot, EditionContent>(),
                    Today
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void Each_of_the_snapshot_comes_into_force_beside_the_others()
    {
        var trusted = snapshot.Editions.ToDictionary(SlotOf, edition => edition.Content);

        foreach (var edition in snapshot.Editions)
        {
            Told(Examination.Of([new Candidate(SlotOf(edition), edition.Content, null, edition.Content)], trusted, Today))
                .ShouldBeEmpty(edition.Input.Slot);
        }
    }

    /// <summary>A folder may have a few years only: each return is looked at beside any single other, as near or as far as one may be.</summary>
    [Fact]
    public void Each_return_comes_into_force_beside_any_other_alone()
    {
        var frame = snapshot
            .Editions.Where(edition =>
                edition.Content
                    is Domain.Geography.AuthorityRegister
                        or Domain.Geography.DistrictLineage
                        or Domain.Population.PopulationEstimates
            )
            .ToDictionary(SlotOf, edition => edition.Content);
        var returns = snapshot.Editions.SelectMany(ReturnEdition.In).ToList();
        var asked = new List<string>();
        foreach (var own in returns)
        {
            foreach (
                var other in returns.Where(other =>
                    (other.Content.Return, other.Content.Year) != (own.Content.Return, own.Content.Year)
                    && Math.Abs(other.Content.Year.StartYear - own.Content.Year.StartYear) <= 3
                )
            )
            {
                var trusted = new Dictionary<EditionSlot, EditionContent>(frame)
                {
                    [new EditionSlot("of this test", "other")] = other.Content,
                };
                asked.AddRange(
                    Told(Examination.Of([new Candidate(new EditionSlot("of this test", "own"), own.Content, null, null)], trusted, Today))
                        .Select(question =>
                            $"{own.Content.Return} {own.Content.Year} beside {other.Content.Return} {other.Content.Year}: {question}"
                        )
                );
            }
        }

        asked.ShouldBeEmpty();
    }

    /// <summary>The publishers' own files, each as a new edition of its slot.</summary>
    [Fact]
    public void Each_published_file_comes_into_force_beside_the_snapshot()
    {
        Assert.SkipUnless(PublishedFiles.IsPresent, "The published files are not here.");
        var trusted = snapshot.Editions.ToDictionary(SlotOf, edition => edition.Content);
        var read = 0;
        foreach (var (name, source, content) in Published())
        {
            var slot = new EditionSlot(source, content.Slot);
            Told(Examination.Of([new Candidate(slot, content, null, trusted.GetValueOrDefault(slot))], trusted, Today)).ShouldBeEmpty(name);
            read++;
        }

        read.ShouldBeGreaterThan(40);
    }

    /// <summary>And as a first look at a folder that has them all.</summary>
    [Fact]
    public void All_published_files_come_into_force_together()
    {
        Assert.SkipUnless(PublishedFiles.IsPresent, "The published files are not here.");
        var newest = Published()
            .GroupBy(file => new EditionSlot(file.Source, file.Content.Slot))
            .ToDictionary(slot => slot.Key, slot => slot.MaxBy(file => file.Content.Precedence).Content);

        Told(
                Examination.Of(
                    [.. newest.Select(pair => new Candidate(pair.Key, pair.Value, null, null))],
                    new Dictionary<EditionSlot, EditionContent>(),
                    Today
                )
            )
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Told(IReadOnlyDictionary<EditionSlot, IReadOnlyList<Domain.Plausibility.Question>> held) =>
        held.SelectMany(pair => pair.Value, (pair, question) => $"{pair.Key.SourceId} {pair.Key.Slot}: {question.Kind}: {question.Text}");

    private static EditionSlot SlotOf(ReadEdition edition) => new(edition.Input.SourceId, edition.Content.Slot);

    private static IEnumerable<(string Name, string Source, EditionContent Content)> Published()
    {
        foreach (
            var path in Directory
                .EnumerateFiles(PublishedFiles.Folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where(path => new FileInfo(path).Length < 20_000_000 && !path.Contains("payments", StringComparison.Ordinal))
        )
        {
            var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            if (
                FilePreview.At(file, CancellationToken.None) is FilePreview.Seen { File: var peek }
                && SourceCatalogue.Recognise(peek) is { } source
                && source.Read(file, CancellationToken.None) is Reading.Accepted { Content: var content }
            )
            {
                yield return (file.Name, source.Description.Id, content);
            }
        }
    }
}
