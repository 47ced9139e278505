namespace BudgetWatch.Pages.Tests.Browsing;

/// <summary>Scripts that run inside a page. They are independent; what they keep is under a name the site does not use.</summary>
internal static class PageScripts
{
    /// <summary>Whether everything that was asked for is there.</summary>
    public const string IsWhole = "() => document.readyState === 'complete' && !document.querySelector('main[aria-busy]')";

    /// <summary>Lets scripts that wait for an answer go on.</summary>
    public const string ATurn = "() => new Promise(done => setTimeout(done, 200))";

    /// <summary>Before anything of the page: tells of what its policy refuses.</summary>
    public const string Refusals = """
        document.addEventListener('securitypolicyviolation', e =>
            window.budgetWatchRefused(`${e.effectiveDirective} refused ${e.blockedURI} ${e.sample} in ${e.sourceFile}:${e.lineNumber}`));
        """;

    /// <summary>
    /// Runs axe, which is in the page by then, and tells what is wrong. Of a page with thousands of elements, carrying over what is right with each takes
    /// longer than finding it.
    /// </summary>
    public const string AxeViolations = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.target} (${node.html.slice(0, 200)})`))
        """;

    /// <summary>Keeps how everything looks that has no focus, and puts the focus at the top.</summary>
    public const string RememberRest = """
        () => {
            document.activeElement?.blur();
            window.scrollTo(0, 0);
            const seen = window.__tabs = { rest: new Map(), visited: new Set(), last: null };
            for (const e of document.querySelectorAll('a[href],area[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable]')) {
                const style = getComputedStyle(e);
                seen.rest.set(e, style.outline + '|' + style.boxShadow);
            }
        }
        """;

    /// <summary>What has the focus; nothing once Tab has left the page or come round.</summary>
    public const string Stop = """
        () => {
            const seen = window.__tabs, e = document.activeElement;
            if (!e || e === document.body || e === document.documentElement || seen.visited.has(e)) return null;
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor);
            const shadowed = style.boxShadow !== 'none';
            const changed = (style.outline + '|' + style.boxShadow) !== (seen.rest.get(e) ?? '');
            const on = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
            const follows = !seen.last || !!(seen.last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
            seen.visited.add(e);
            seen.last = e;
            return {
                element: e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join(''),
                target: e.getAttribute('href') ?? '',
                shows: on && (outlined || shadowed) && changed,
                follows,
            };
        }
        """;

    /// <summary>Controls to be seen that Tab did not lead to. Of radio buttons one of a group is enough.</summary>
    public const string Unreached = """
        () => [...window.__tabs.rest.keys()]
            .filter(e => e.isConnected && e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && !window.__tabs.visited.has(e))
            .filter(e => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) && !e.closest('[inert]'))
            .filter(e => e.type !== 'radio' || ![...window.__tabs.visited].some(v => v.type === 'radio' && v.name === e.name && v.form === e.form))
            .filter(e => e.tagName !== 'SUMMARY' || e === e.parentElement?.querySelector(':scope > summary'))
            .map(e => e.outerHTML.slice(0, 200))
        """;

    /// <summary>The largest paint and the shifts, from the start.</summary>
    public const string Paint = """
        async () => {
            const all = type => new Promise(done => {
                const entries = [], observer = new PerformanceObserver(list => entries.push(...list.getEntries()));
                observer.observe({ type, buffered: true });
                setTimeout(() => { entries.push(...observer.takeRecords()); observer.disconnect(); done(entries); }, 250);
            });
            const [paints, shifts] = await Promise.all([all('largest-contentful-paint'), all('layout-shift')]);
            const last = paints.at(-1);
            return {
                largest: last ? last.startTime : 86_400_000,
                what: last?.element ? last.element.outerHTML.slice(0, 120) : 'nothing was painted',
                shift: shifts.filter(s => !s.hadRecentInput).reduce((sum, s) => sum + s.value, 0),
            };
        }
        """;

    /// <summary>What reaches past the right edge outside a part that scrolls separately, if the document scrolls sideways at all.</summary>
    public const string Wider = """
        () => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const held = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
            const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right + scrollX > root.clientWidth + 0.5 && !held(e));
            return [`the document is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px`, ...wide.slice(0, 10).map(e => e.outerHTML.slice(0, 120))];
        }
        """;

    /// <summary>What moves.</summary>
    public const string Animations = """
        () => document.getAnimations().filter(a => a.playState === 'running')
            .map(a => `${a.animationName ?? a.transitionProperty ?? 'an animation'} of ${a.effect?.target?.outerHTML?.slice(0, 120)}`)
        """;
}
