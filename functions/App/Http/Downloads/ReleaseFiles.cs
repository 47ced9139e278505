using System.Text;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>
/// The files of releases: each made when it is first asked for, one at a time, and kept. A release never changes, so the same build makes the same bytes
/// of it each time.
/// </summary>
public sealed class ReleaseFiles(ReleaseReader releases) : IDisposable
{
    /// <summary>How many bytes are kept of tables: every one of several releases.</summary>
    private const long MostBytes = 96L * 1024 * 1024;

    private const long MostBytesOfPackages = 1024 * 1024;

    private readonly Kept<MadeFile> _tables = new(MostBytes, MostBytes, file => file.Held);
    private readonly Kept<MadeFile> _packages = new(MostBytesOfPackages, MostBytesOfPackages, file => file.Held);

    // A release has a few dozen files, and readers who ask for all of them must leave room for those who ask for an answer.
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
    internal async Task<MadeFile> MakeAsync(LoadedRelease release, ReleaseFile file, CancellationToken cancellation) => file switch
    {
        { Table: { } table, Form: { } form } => await FormAsync(release, file, form, RowsOf(release, table), cancellation),
        { Table: { } table } => await DescribedAsync(Csvw.Of(ReleaseFile.Of(table, TableForm.Csv).Name, table.Columns, table.Title, table.Key)),
        _ => (await _packages.MakeAsync(release.Release.Id, async () => await PackageAsync(release), cancellation)).Answer!,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables.Dispose();
        _packages.Dispose();
        _oneAtATime.Dispose();
    }

    private static Task<MadeFile> DescribedAsync(JObject described) =>
        MadeFile.MakeAsync(false, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(described))).AsTask());

    private async Task<MadeFile> PackageAsync(LoadedRelease release)
    {
        var files = new List<(ReleaseFile File, MadeFile Made)>();
        foreach (var table in ReleaseTables.In(release))
        {
            // Every form of a table is made of rows that are worked out once.
            var rows = RowsOf(release, table);
            foreach (var form in TableForm.All)
            {
                var file = ReleaseFile.Of(table, form);
                files.Add((file, await FormAsync(release, file, form, rows, CancellationToken.None)));
            }
        }

        return await DescribedAsync(DataPackage.Of(release.Release, files));
    }

    private Lazy<Task<Table>> RowsOf(LoadedRelease release, ReleaseTable table) => new(() => table.OfAsync(release, releases, CancellationToken.None).AsTask());

    private async Task<MadeFile> FormAsync(LoadedRelease release, ReleaseFile file, TableForm form, Lazy<Task<Table>> rows, CancellationToken cancellation) =>
        (await _tables.MakeAsync($"{release.Release.Id}/{file.Name}", () => MakeFormAsync(form, rows), cancellation)).Answer!;

    private async Task<Answered<MadeFile>> MakeFormAsync(TableForm form, Lazy<Task<Table>> rows)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var table = await rows.Value;
            return await MadeFile.MakeAsync(form.IsPacked, stream => form.WriteAsync(table, stream, CancellationToken.None));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
