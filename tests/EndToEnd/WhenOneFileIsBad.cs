using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// A folder as operators fill one: a sound budget beside a table whose figures are pages of notes, files under names that are no names, a corrected edition beside the
/// one it corrects, and files that are nothing. What is bad costs itself, and shows; the rest is in force.
/// </summary>
public sealed partial class WhenOneFileIsBad(WhenOneFileIsBad.Ingested ingested) : IClassFixture<WhenOneFileIsBad.Ingested>
{
    [Fact]
    public void A_table_with_pages_of_notes_for_figures_is_refused_in_short_and_the_sound_one_is_in_force()
    {
        var budgets = ingested.Source("revenue-budgets");
        budgets["inForce"]!.ShouldHaveSingleItem()["slot"]!.Value<string>().ShouldBe("2019-20");
        var refused = budgets["refusals"]!.ShouldHaveSingleItem();
        refused["fileName"]!.Value<string>().ShouldBe("notes.csv");
        var reasons = refused["reasons"]!.ToList();
        reasons.Count.ShouldBeGreaterThan(1);
        reasons[0]["cell"]!.Value<string>().ShouldNotBeNullOrEmpty();
        reasons.ShouldAllBe(reason =>
            reason["found"]!.Value<string>()!.Length <= 300 && reason["expected"]!.Value<string>()!.Length <= 500
        );
        reasons
            .Select(reason => reason["found"]!.Value<string>())
            .ShouldContain(found => found!.Contains("as reported by the council", StringComparison.Ordinal));
    }

    [Fact]
    public void No_message_failed() => ingested.Incidents.Select(incident => incident["about"]!.Value<string>()).ShouldBe(["build"]);

    [Fact]
    public void A_name_that_is_not_UTF_8_shows_as_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere every name is Unicode.");
        var refused = ingested.Source("unrecognised-files")["refusals"]!.Single(own =>
            own["fileName"]!.Value<string>() == "RS (\uFFFD000s).csv"
        );
        refused["reasons"]![0]!["expected"]!.Value<string>().ShouldBe("a file whose name can be read");
        refused["reasons"]![0]!["found"]!.Value<string>().ShouldBe("a name that is not UTF-8");
    }

    [Fact]
    public void Of_hundreds_of_files_that_are_nothing_the_first_are_listed_and_the_rest_are_counted()
    {
        var check = ingested.Source("unrecognised-files")["lastChecked"]!;
        var more = check["refusedMore"]!.Value<int>();
        more.ShouldBeGreaterThan(0);
        var all = Ingested.Nothings + (OperatingSystem.IsLinux() ? 1 : 0);
        (check["refused"]!.Count() + more).ShouldBe(all);
        var said = string.Create(CultureInfo.InvariantCulture, $"unrecognised-files: {all} files were refused");
        ingested.Reasons.ShouldContain(reason => reason.StartsWith(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2015-lower-tier")]
    [InlineData("2019-lower-tier")]
    public void Of_two_undated_editions_the_later_name_counts_and_is_flagged(string slot)
    {
        // Of one slot the corrected edition has the lower digest, of the other the higher.
        var edition = ingested.Source("indices-of-deprivation")["inForce"]!.Single(own => own["slot"]!.Value<string>() == slot);
        edition["fileName"]!.Value<string>().ShouldBe($"{slot}-2.csv");
        var flag = edition["flags"]!.ShouldHaveSingleItem();
        flag["kind"]!.Value<string>().ShouldBe("uncertain-order");
        flag["detail"]!.Value<string>().ShouldStartWith($"'{slot}-2.csv' is in force and '{slot}-1.csv' is not");
        ingested.Reasons.ShouldContain(reason =>
            reason.StartsWith(
                $"indices-of-deprivation {slot}: '{slot}-2.csv' is in force and '{slot}-1.csv' is not",
                StringComparison.Ordinal
            )
        );
        ingested.Detail["source"]!["inForce"]!.Single(own => own["slot"]!.Value<string>() == slot)["flags"]!.Count().ShouldBe(1);
        ingested.ReasonsOnceAnswered.ShouldNotContain(reason => reason.Contains(slot, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_fails_at_every_try_is_an_incident_with_the_reason()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        using var folder = new Folder();
        folder.Write("deflators.csv", PublishedSnapshotFiles.Read("gdp-deflators.csv"));
        await using var app = await RunningApp.StartAsync(
            "Folder",
            folder.Path,
            azurite,
            new Dictionary<string, string?>
            {
                ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "2",
                ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:00",
            },
            services =>
            {
                var own = services.Single(service => service.ServiceType == typeof(IEditionArchive));
                services.Remove(own);
                services.AddSingleton<IEditionArchive>(provider => new FullArchive(
                    (IEditionArchive)(
                        own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)
                    )
                ));
            }
        );
        var run = await app.TickAsync();
        run.Sources["gdp-deflators"].State.ShouldBe(ProgressState.Failed);
        run.Sources.Values.Count(source => source.State == ProgressState.Done).ShouldBe(run.Sources.Count - 1);
        var incident = (await IncidentsAsync(app)).Single(own => own["about"]!.Value<string>() == "gdp-deflators");
        incident["detail"]!
            .Value<string>()
            .ShouldBe(
                "the message failed on every attempt; the last error: InvalidOperationException: The account holds no more.; see the log"
            );
    }

    private static async Task<JArray> IncidentsAsync(RunningApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/admin/incidents");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (JArray)JObject.Parse(await response.Content.ReadAsStringAsync())["incidents"]!;
    }

    /// <summary>One look at the folder, and one once the operator has taken away the editions that were corrected.</summary>
    public sealed partial class Ingested : IAsyncLifetime
    {
        /// <summary>How many files there are that are nothing: more than a check lists.</summary>
        public const int Nothings = 230;

        private JObject _sources = [];

        internal JObject Detail { get; private set; } = [];

        internal IReadOnlyList<string> Reasons { get; private set; } = [];

        internal IReadOnlyList<string> ReasonsOnceAnswered { get; private set; } = [];

        internal JArray Incidents { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            using var folder = new Folder();
            folder.Write("budget.csv", PublishedSnapshotFiles.Read("revenue-budgets-2019-20.csv"));
            folder.Write("notes.csv", WithNotesForFigures());
            Corrected(folder, "2015-lower-tier", isDigestLower: true);
            Corrected(folder, "2019-lower-tier", isDigestLower: false);
            for (var i = 0; i < Nothings; i++)
            {
                folder.Write(string.Create(CultureInfo.InvariantCulture, $"nothing/{i:000}.bin"), [0, 1, (byte)i]);
            }

            if (OperatingSystem.IsLinux())
            {
                using var shell = Process.Start(
                    new ProcessStartInfo("bash", ["-c", "cp budget.csv \"$(printf 'RS (\\243000s).csv')\""])
                    {
                        WorkingDirectory = folder.Path,
                    }
                )!;
                await shell.WaitForExitAsync();
                shell.ExitCode.ShouldBe(0);
            }

            await using var app = await RunningApp.StartAsync("Folder", folder.Path);
            await app.TickAsync();
            _sources = await app.JsonAsync("sources");
            Detail = await app.JsonAsync("sources/indices-of-deprivation");
            Incidents = await IncidentsAsync(app);
            Reasons = await ReasonsAsync(app);

            File.Delete(Path.Combine(folder.Path, "2015-lower-tier-1.csv"));
            File.Delete(Path.Combine(folder.Path, "2019-lower-tier-1.csv"));
            await app.TickAsync();
            ReasonsOnceAnswered = await ReasonsAsync(app);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal JToken Source(string id) => _sources["sources"]!.Single(source => source["id"]!.Value<string>() == id);

        private static async Task<IReadOnlyList<string>> ReasonsAsync(RunningApp app)
        {
            // No release comes of so few sources, so health is 503; what it says is the same.
            using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/health", UriKind.Relative));
            return [.. JObject.Parse(await response.Content.ReadAsStringAsync())["reasons"]!.Select(reason => reason.Value<string>()!)];
        }

        /// <summary>The first figure of sixty councils is a text of 20,000 characters.</summary>
        private static byte[] WithNotesForFigures()
        {
            var lines = Encoding.UTF8.GetString(PublishedSnapshotFiles.Read("revenue-budgets-2018-19.csv")).Split('\n');
            var note = "as reported by the council, see note; " + new string('x', 20_000);
            var first = Array.FindIndex(lines, line => line.StartsWith("E0101,", StringComparison.Ordinal));
            first.ShouldBeGreaterThan(0);
            for (var i = first; i < first + 60; i++)
            {
                lines[i] = FirstFigure().Replace(lines[i], $"\"{note}\",", 1);
            }

            return Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }

        [GeneratedRegex(@"(?<=,)-?\d+,", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
        private static partial Regex FirstFigure();

        /// <summary>An edition of the Indices, and a corrected one beside it whose digest is lower or higher.</summary>
        private static void Corrected(Folder folder, string slot, bool isDigestLower)
        {
            var published = PublishedSnapshotFiles.Read($"indices-of-deprivation-{slot}.csv");
            var lines = Encoding.UTF8.GetString(published).TrimEnd().Split('\n');
            var cells = lines[^1].TrimEnd('\r').Split(',');
            var score = double.Parse(cells[2], CultureInfo.InvariantCulture) + 1;
            lines[^1] = string.Join(',', [.. cells[..2], score.ToString(CultureInfo.InvariantCulture), .. cells[3..]]);
            var text = string.Join('\n', lines);
            var corrected = Enumerable
                .Range(1, 100)
                .Select(count => Encoding.UTF8.GetBytes(text + new string('\n', count)))
                .First(bytes =>
                    string.CompareOrdinal(
                        Convert.ToHexStringLower(SHA256.HashData(bytes)),
                        Convert.ToHexStringLower(SHA256.HashData(published))
                    ) < 0
                    == isDigestLower
                );
            folder.Write($"{slot}-1.csv", published);
            folder.Write($"{slot}-2.csv", corrected);
        }
    }

    /// <summary>An archive that takes nothing more.</summary>
    private sealed class FullArchive(IEditionArchive own) : IEditionArchive
    {
        public Task KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation) =>
            throw new InvalidOperationException("The account holds no more.");

        public Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation) => own.FindAsync(sha256, cancellation);

        public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation) => own.OpenAsync(sha256, cancellation);

        public Task KeepReadingAsync(string sha256, string reader, string json, CancellationToken cancellation) =>
            own.KeepReadingAsync(sha256, reader, json, cancellation);

        public Task<string?> FindReadingAsync(string sha256, string reader, CancellationToken cancellation) =>
            own.FindReadingAsync(sha256, reader, cancellation);

        public Task KeepVerdictAsync(EditionVerdict verdict, CancellationToken cancellation) => own.KeepVerdictAsync(verdict, cancellation);

        public Task<EditionVerdicts> VerdictsAsync(CancellationToken cancellation) => own.VerdictsAsync(cancellation);
    }

    internal sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("budgetwatch-").FullName;

        public void Write(string name, byte[] content)
        {
            var path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        // .NET cannot delete what it cannot name.
        public void Dispose()
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.Delete(Path, recursive: true);
                return;
            }

            using var shell = Process.Start("rm", ["-rf", "--", Path]);
            shell.WaitForExit();
        }
    }
}
