using System.Text;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>
/// The files of releases: made when they are first asked for, one at a time, and kept. A release never changes, so the same build makes the same bytes
/// of it each time.
/// </summary>
public sealed class ReleaseFiles(ReleaseReader releases) : IDisposable
{
    /// <summary>How many bytes are kept: every file of two releases.</summary>
    private const long MostBytes = 96L * 1024 * 1024;

    private readonly Kept<MadeFile> _kept = new(MostBytes, MostBytes, file => file.Held);

    // A release has as many as a few dozen files, and readers who ask for all of them must leave room for those who ask for an answer.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Where a file is.</summary>
    internal static string Href(string release, string file) => $"/{Routes.Base}/downloads/{release}/{file}";

    /// <summary>The files of a release.</summary>
    internal static IEnumerable<ReleaseFile> Of(LoadedRelease release) => ReleaseFile.AllOf(ReleaseTables.In(release));

    /// <summary>The files of a release, as they are listed.</summary>
    internal static DownloadsAnswer List(LoadedRelease release) => new(
        release.Reference, Href(release.Release.Id, ReleaseFile.Package),
        [.. Of(release).Select(file => new DownloadAnswer(file.Name, file.Table?.Name, file.Title, file.MediaType, Href(release.Release.Id, file.Name)))],
        Wording.Attribution);

    /// <summary>The bytes of a file.</summary>
    internal async Task<MadeFile> MakeAsync(LoadedRelease release, ReleaseFile file, CancellationToken cancellation) =>
        (await _kept.MakeAsync(KeyOf(release, file), () => MakeNowAsync(release, file), cancellation)).Answer!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.Dispose();
        _oneAtATime.Dispose();
    }

    private static string KeyOf(LoadedRelease release, ReleaseFile file) => $"{release.Release.Id}/{file.Name}";

    private async Task<Answered<MadeFile>> MakeNowAsync(LoadedRelease release, ReleaseFile file)
    {
        if (file.Name == ReleaseFile.Package)
        {
            return await DescribedAsync(Json.Write(await PackageAsync(release)));
        }

        if (file.Form is not { } form)
        {
            var table = file.Table!;
            return await DescribedAsync(Json.Write(Csvw.Of(ReleaseFile.Of(table, TableForm.Csv).Name, table.Columns, table.Title, table.Key)));
        }

        await _oneAtATime.WaitAsync();
        try
        {
            var table = await file.Table!.OfAsync(release, releases, CancellationToken.None);
            return await MadeFile.MakeAsync(form.IsPacked, stream => form.WriteAsync(table, stream, CancellationToken.None));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static Task<MadeFile> DescribedAsync(string json) => MadeFile.MakeAsync(false, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(json)).AsTask());

    private async Task<Newtonsoft.Json.Linq.JObject> PackageAsync(LoadedRelease release)
    {
        var described = new List<(ReleaseFile File, MadeFile Made)>();
        foreach (var file in Of(release).Where(file => file.Form is not null))
        {
            described.Add((file, await MakeAsync(release, file, CancellationToken.None)));
        }

        return DataPackage.Of(release.Release, described);
    }
}
