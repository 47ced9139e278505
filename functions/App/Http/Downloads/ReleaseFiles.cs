using System.Text;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>
/// The files of releases: each made when it is first asked for, one at a time, and kept. A release never changes, so the same build makes the same bytes
/// of it each time.
/// </summary>
public sealed class ReleaseFiles : IDisposable
{
    private readonly ReleaseReader _releases;

    /// <summary>How many bytes are kept of tables: every one of several releases.</summary>
    private const long MostBytes = 32L * 1024 * 1024;

    private const long MostBytesOfPackages = 1024 * 1024;

    /// <summary>A release has a few dozen files; what describes them all makes each.</summary>
    private const int MostWaiting = 64;

    // Readers who ask for all files of a release must leave room for those who ask for an answer.
    private readonly MakingLimit _oneAtATime = new(1, MostWaiting, Memory.IsShort);
    private readonly MakingLimit _onePackageAtATime = new(1, MostWaiting, Memory.IsShort);
    private readonly SingleFlightCache<MadeFile> _tables;
    private readonly SingleFlightCache<MadeFile> _packages;

    /// <summary>Files of the releases that a reader finds.</summary>
    public ReleaseFiles(ReleaseReader releases)
    {
        _releases = releases;
        _tables = new(MostBytes, MostBytes, file => file.Held, _oneAtATime);
        _packages = new(MostBytesOfPackages, MostBytesOfPackages, file => file.Held, _onePackageAtATime);
    }

    /// <summary>Where a file is.</summary>
    internal static string Href(string release, string file) => $"/{Routes.Base}/downloads/{release}/{file}";

    /// <summary>The files of a release.</summary>
    internal static IEnumerable<ReleaseFile> Of(LoadedRelease release) => ReleaseFile.AllOf(ReleaseTables.In(release));

    /// <summary>The files of a release, as they are listed.</summary>
    internal static DownloadsAnswer List(LoadedRelease release) =>
        new(
            release.Reference,
            Href(release.Release.Id, ReleaseFile.Package),
            [
                .. Of(release)
                    .Select(file => new DownloadAnswer(
                        file.Name,
                        file.Table?.Name,
                        file.Title,
                        file.MediaType,
                        Href(release.Release.Id, file.Name)
                    )),
            ],
            Attributions.All
        );

    /// <summary>The bytes of a file.</summary>
    internal async Task<Answered<MadeFile>> MakeAsync(LoadedRelease release, ReleaseFile file, CancellationToken cancellation) =>
        file switch
        {
            { Table: { } table, Form: { } form } => await FormAsync(release, file, form, RowsOf(release, table), cancellation),
            { Table: { } table } => (Answered<MadeFile>)
                await DescribedAsync(Csvw.Of(ReleaseFile.Of(table, TableForm.Csv).Name, table.Columns, table.Title, table.Key)),
            _ => await _packages.MakeAsync(
                $"{release.Release.Id}/{release.Release.ContentSha256}",
                stopped => PackageAsync(release, stopped),
                cancellation
            ),
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables.Dispose();
        _packages.Dispose();
        _oneAtATime.Dispose();
        _onePackageAtATime.Dispose();
    }

    private static Task<MadeFile> DescribedAsync(JObject described) =>
        MadeFile.MakeAsync(
            false,
            stream => stream.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(described))).AsTask(),
            CancellationToken.None
        );

    private async Task<Answered<MadeFile>> PackageAsync(LoadedRelease release, CancellationToken cancellation)
    {
        var files = new List<(ReleaseFile File, MadeFile Made)>();
        foreach (var table in ReleaseTables.In(release))
        {
            // Every form of a table is made of rows that are worked out once.
            var rows = RowsOf(release, table);
            foreach (var form in TableForm.All)
            {
                var file = ReleaseFile.Of(table, form);
                var (made, problem) = await FormAsync(release, file, form, rows, cancellation);
                if (made is null)
                {
                    return problem!;
                }

                files.Add((file, made));
            }
        }

        return await DescribedAsync(DataPackage.Of(release.Release, files));
    }

    // Shared by all who wait for any form of it, so no one's cancellation may stop it.
    private Lazy<Task<Table>> RowsOf(LoadedRelease release, ReleaseTable table) =>
        new(() => table.OfAsync(release, _releases, CancellationToken.None).AsTask());

    private Task<Answered<MadeFile>> FormAsync(
        LoadedRelease release,
        ReleaseFile file,
        TableForm form,
        Lazy<Task<Table>> rows,
        CancellationToken cancellation
    ) =>
        _tables.MakeAsync(
            $"{release.Release.Id}/{release.Release.ContentSha256}/{file.Name}",
            async stopped => (Answered<MadeFile>)await MakeFormAsync(form, await rows.Value, stopped),
            cancellation
        );

    private static Task<MadeFile> MakeFormAsync(TableForm form, Table table, CancellationToken cancellation) =>
        MadeFile.MakeAsync(form.IsPacked, stream => form.WriteAsync(table, stream, cancellation), cancellation);
}
