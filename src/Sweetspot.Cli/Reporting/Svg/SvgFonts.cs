using System.Text;
using SkiaSharp;

namespace Sweetspot.Cli;

/// <summary>Type for drawings that carry no fonts of their own. Inter comes with the program, since a server often has no font at all; what it lacks is sought among the machine's.</summary>
internal sealed class SvgFonts : IDisposable
{
    private readonly SKTypeface _regular = InterFont.Load("Regular");
    private readonly SKTypeface _bold = InterFont.Load("SemiBold");
    private readonly Dictionary<int, SKTypeface?> _others = [];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Characters that no font here has, and that were drawn as boxes.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>A text cut where the type changes.</summary>
    public List<(string Text, SKTypeface Typeface)> Runs(string text, bool isBold)
    {
        var runs = new List<(string Text, SKTypeface Typeface)>();
        foreach (var rune in text.EnumerateRunes())
        {
            var typeface = Of(rune, isBold ? _bold : _regular);
            if (runs is [.., var last] && last.Typeface == typeface)
            {
                runs[^1] = (last.Text + rune, typeface);
            }
            else
            {
                runs.Add((rune.ToString(), typeface));
            }
        }

        return runs;
    }

    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
        foreach (var other in _others.Values)
        {
            other?.Dispose();
        }
    }

    private SKTypeface Of(Rune rune, SKTypeface own)
    {
        if (own.ContainsGlyph(rune.Value))
        {
            return own;
        }

        if (!_others.TryGetValue(rune.Value, out var other))
        {
            _others[rune.Value] = other = Installed(rune.Value);
        }

        if (other is null)
        {
            _missing.Add(rune.ToString());
        }

        return other ?? own;
    }

    /// <summary>A font of the machine with this character. Not every manager of fonts knows how to match one, so all are asked.</summary>
    private SKTypeface? Installed(int character) =>
        _others.Values.FirstOrDefault(known => known?.ContainsGlyph(character) ?? false)
        ?? SKFontManager.Default.MatchCharacter(character)
        ?? SKFontManager.Default.FontFamilies.Select(SKFontManager.Default.MatchFamily).FirstOrDefault(typeface => typeface?.ContainsGlyph(character) ?? false);
}
