using System.Collections.Concurrent;
using System.Text;
using Acornima.Ast;
using BudgetWatch.Pipeline;
using Jint;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>
/// Draws charts as SVG, with D3 as the build bundled it. The interpreter has no access to files, network, clock of the machine or .NET: it is given data and
/// answers with text, so that a page is whole before a browser runs a script (ADR 0011).
/// </summary>
public sealed class Drawings : IDisposable
{
    /// <summary>The longest a drawing may take; all of ours take a hundredth of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lazy<Prepared<Script>> _script = new(() => Engine.PrepareScript(Encoding.UTF8.GetString(SiteAssets.Read("drawings.js"))));

    // An engine draws one thing at a time, and is worth keeping: reading the script takes longer than drawing.
    private readonly ConcurrentBag<Engine> _idle = [];
    private readonly SemaphoreSlim _free = new(Math.Max(1, Environment.ProcessorCount));
    private string? _style;

    /// <summary>Draws.</summary>
    /// <param name="kind">The kind of drawing: a file of <c>Front/drawings</c>.</param>
    /// <param name="data">What is drawn, in the shape that file states.</param>
    /// <returns>The drawing, from <c>&lt;svg</c> on.</returns>
    public async Task<string> DrawAsync(string kind, object data) => await WithEngineAsync(engine => engine.Invoke("draw", kind, Json.Write(data)).AsString());

    /// <summary>The style of drawings, for one that stands by itself.</summary>
    public async Task<string> StyleAsync() => _style ??= await WithEngineAsync(engine => engine.Invoke("style").AsString());

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        while (_idle.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }

    private async Task<T> WithEngineAsync<T>(Func<Engine, T> draw)
    {
        await _free.WaitAsync();
        try
        {
            var engine = _idle.TryTake(out var idle) ? idle : Started();
            var drawn = draw(engine);
            // One that failed half-way is not trusted with another drawing.
            _idle.Add(engine);
            return drawn;
        }
        finally
        {
            _free.Release();
        }
    }

    private Engine Started()
    {
        var engine = new Engine(options => options.TimeoutInterval(Patience).LimitRecursion(500));
        engine.Execute(_script.Value);
        return engine;
    }
}
