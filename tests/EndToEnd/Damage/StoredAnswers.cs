using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StoredJson = BudgetWatch.Pipeline.Json;

namespace BudgetWatch.EndToEnd.Tests.Damage;

/// <summary>
/// What an instance that has just started answers from an account, one answer for each thing that readers load: the digest of it, or why it is not answered. An answer that was made once is
/// right as long as it stays the same.
/// </summary>
internal static class StoredAnswers
{
    /// <summary>Asks everything.</summary>
    /// <param name="connection">The account.</param>
    /// <param name="live">The release that is live.</param>
    /// <param name="editions">The editions it was made of.</param>
    public static async Task<IReadOnlyDictionary<string, StoredAnswer>> AskAsync(
        string connection,
        string live,
        IReadOnlyList<ReleaseInput> editions
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("AzureWebJobsStorage", connection),
                new("Ingestion:Origin", "Raw"),
                new("Storage:ReaderDeadline", "00:00:30"),
            ])
            .Build();
        await using var app = new ServiceCollection()
            .AddLogging()
            .AddBudgetWatchPipeline()
            .AddBudgetWatchQuestions()
            .AddBudgetWatchStorage(configuration)
            .BuildServiceProvider();
        var (reader, archive) = (app.GetRequiredService<ReleaseReader>(), app.GetRequiredService<IEditionArchive>());
        var answers = new Dictionary<string, StoredAnswer>(StringComparer.Ordinal)
        {
            ["live"] = await AnswerAsync(async () => (await reader.ResolveAsync(null, default)).Answer?.Release.Id),
        };
        Task<LoadedRelease?> LiveAsync() => ReleaseAsync(reader, live);
        async Task<string?> OfReleaseAsync(Func<LoadedRelease, Task<object?>> of) =>
            await LiveAsync() is { } release && await of(release) is { } answer ? StoredJson.Write(answer) : null;
        answers["cuts"] = await AnswerAsync(() =>
            OfReleaseAsync(release => Task.FromResult<object?>(AnswerCuts.Run(release, ComparisonQuery.Headline)))
        );
        answers["figures"] = await AnswerAsync(async () =>
            await LiveAsync() is { } release ? ReleaseRows.Digest(ReleaseRows.Of(release.Figures)) : null
        );
        answers["gradient"] = await AnswerAsync(() =>
            OfReleaseAsync(async release => (await reader.GradientAsync(release, ComparisonQuery.Headline, default))?.Statistics)
        );
        answers["gradients"] = await AnswerAsync(() =>
            OfReleaseAsync(async release => await reader.StoredAsync(release, default).ToListAsync())
        );
        foreach (var scope in SpecificationGrid.Headlines)
        {
            answers[$"curve {scope.Id}"] = await AnswerAsync(() =>
                OfReleaseAsync(async release =>
                    (await app.GetRequiredService<SpecificationReader>().CurveAsync(release, scope, default))
                        ?.Select(own => own.Estimate)
                        .ToList()
                )
            );
        }

        foreach (var edition in editions)
        {
            answers[$"bytes {edition.Sha256}"] = await AnswerAsync(async () =>
            {
                await using var bytes = await archive.OpenAsync(edition.Sha256, default);
                return bytes is null ? null : Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
            });
            answers[$"manifest {edition.Sha256}"] = await AnswerAsync(async () =>
                await archive.FindAsync(edition.Sha256, default) is { } manifest ? StoredJson.Write(manifest) : null
            );
            answers[$"reading {edition.Sha256}"] = await AnswerAsync(() =>
                archive.FindReadingAsync(edition.Sha256, $"{edition.SourceId}-v{edition.ReaderVersion}", default)
            );
        }

        answers["sources"] = await AnswerAsync(async () =>
            StoredJson.Write(await app.GetRequiredService<AnswerSources>().SourcesAsync(default))
        );
        answers["releases"] = await AnswerAsync(async () =>
            StoredJson.Write(await app.GetRequiredService<AnswerReleases>().RunAsync(default))
        );
        answers["health"] = await AnswerAsync(async () =>
            string.Join(' ', (await app.GetRequiredService<AnswerHealth>().RunAsync(default)).Reasons)
        );
        return answers;
    }

    private static async Task<LoadedRelease?> ReleaseAsync(ReleaseReader reader, string id) =>
        (await reader.ResolveAsync(id, default)).Answer;

    private static async Task<StoredAnswer> AnswerAsync(Func<Task<string?>> ask)
    {
        try
        {
            return await ask() is { } answer
                ? new StoredAnswer(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer))), null)
                : new StoredAnswer(null, "nothing is there");
        }
        catch (DamagedDataException damage)
        {
            return new StoredAnswer(null, damage.Message);
        }
    }
}

/// <summary>An answer, or why there is none.</summary>
/// <param name="Sha256">SHA-256 of the answer; null for none.</param>
/// <param name="WhyNot">Why there is none; null where there is.</param>
internal sealed record StoredAnswer(string? Sha256, string? WhyNot);
