using SkiaSharp;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Images, texts and columns of one table.</summary>
public sealed class MultimodalTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_LargePictureFiles_AreHashedWithoutBeingHeldInMemory(bool isTable)
    {
        const int Padding = 4 << 20; // bytes behind a picture's end, which decoders leave alone
        var names = Enumerable.Range(0, 12).Select(i => $"set/{i % 2}/{i:00}.png").ToList();
        foreach (var (i, name) in names.Index())
        {
            using var file = File.OpenWrite(_folder.WritePng(name, 8, 8, new SKColor((byte)(20 * i), 9, 9)));
            file.SetLength(file.Length + Padding);
        }

        var table = _folder.Write("t.csv", ["photo,kind", .. names.Select((name, i) => $"{name},k{i % 2}")]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var profile = _folder.Load(isTable ? new TaskSpec { Data = "t.csv", Image = "photo", Target = "kind" } : new TaskSpec { Data = "set" }).Profile;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, names.Count * Padding / 2);
        var files = names.Select(_folder.PathOf).Select(File.ReadAllBytes).ToList();
        Assert.Equal(isTable ? ContentHash.Of([File.ReadAllBytes(table), .. files]) : ContentHash.Of(OfFolder(files)), profile.ContentHash);

        static IEnumerable<byte[]> OfFolder(IReadOnlyList<byte[]> files) =>
            files.Index().OrderBy(pair => pair.Index % 2).ThenBy(pair => pair.Index).SelectMany(pair => new byte[][] { [(byte)('0' + (pair.Index % 2))], pair.Item });
    }

    [Fact]
    public void Table_ImageTextsAndColumns_EachIsAnInput()
    {
        WriteTable(40);

        var dataset = _folder.Load(new TaskSpec { Data = "t.csv", Target = "kind", Image = "photo", Text = ["title", "body"] });

        var input = dataset.Profile.Input;
        Assert.Equal((3, 6, 5, 1), (input.Channels, input.Height, input.Width, input.Beside));
        Assert.Equal(["title", "body"], dataset.Profile.Texts.Select(text => text.Column));
        Assert.Contains("row_id: ids, left out.", dataset.Profile.Notes);
    }

    [Fact]
    public void Encode_PartsOfAModel_HoldOnlyWhatItTakes()
    {
        WriteTable(40);
        var dataset = _folder.Load(new TaskSpec { Data = "t.csv", Target = "kind", Image = "photo", Text = ["title", "body"] });
        var shape = ModelShape.Decode(Genes.Of("image_channels=0 text1_width=0 text2_width=4 columns_width=3"), dataset.Profile.Input, 2);

        var encoded = dataset.Encode([.. Enumerable.Range(0, 30)], shape.Input);

        Assert.Equal((40, 0, 40), (encoded.Rows, encoded.Pixels.Length, encoded.Features.Length));
        Assert.Equal(40 * shape.Input.IdCount, encoded.Ids.Length);
        var kept = RowEncoder.FromJson(encoded.EncoderJson).Encode(_folder.PathOf("t.csv"));
        Assert.Equal(encoded.Ids, kept.Data.Ids);
        Assert.Equal(encoded.Features, kept.Data.Features);
        Assert.Equal(encoded.Input, kept.Data.Input);
    }

    [Fact]
    public void Encode_NewTableWithImages_IsEncodedAsTheTrainingRowsWere()
    {
        WriteTable(40);
        var dataset = _folder.Load(new TaskSpec { Data = "t.csv", Target = "kind", Image = "photo", Text = ["title"] });
        var encoded = dataset.Encode([.. Enumerable.Range(0, 40)], ModelShape.Decode(Genes.Of("image_stages=1"), dataset.Profile.Input, 2).Input);

        var kept = RowEncoder.FromJson(encoded.EncoderJson).Encode(_folder.PathOf("t.csv"));

        Assert.Equal(encoded.Pixels, kept.Data.Pixels);
        Assert.Equal(encoded.Ids, kept.Data.Ids);
        Assert.Equal(encoded.TokenWeights, kept.Data.TokenWeights);
    }

    [Theory]
    [InlineData("s/train.csv")]
    [InlineData("s/train-images.idx")]
    [InlineData("s")]
    public void Idx_TableBesideIt_IsFoundFromEither(string data)
    {
        WriteIdxAndTable("s/train", 30);
        WriteIdxAndTable("s/test", 10);

        var dataset = _folder.Load(new TaskSpec { Data = data, Target = "kind", Text = ["words"], Group = "who" });

        Assert.Equal((30, 10, 15), (dataset.Profile.Rows, dataset.Profile.TestRows, dataset.Profile.Groups));
        Assert.Equal((1, 4, 4, 0), (dataset.Profile.Input.Channels, dataset.Profile.Input.Height, dataset.Profile.Input.Width, dataset.Profile.Input.Beside));
        Assert.Contains("Test data: test.csv, by its name.", dataset.Profile.Notes);
        Assert.Contains("Images: train-images.idx, by its name; row by row with train.csv (--ignore image leaves them out).", dataset.Profile.Notes);
    }

    [Fact]
    public void Idx_NamedByOption_IsReadThoughNothingLiesBesideByName()
    {
        WriteIdxAndTable("train", 30);
        WriteIdxAndTable("test", 10);
        Directory.CreateDirectory(_folder.PathOf("pictures"));
        File.Move(_folder.PathOf("train-images.idx"), _folder.PathOf("pictures/train-photos.idx"));
        File.Move(_folder.PathOf("test-images.idx"), _folder.PathOf("pictures/test-photos.idx"));

        var profile = _folder.Load(new TaskSpec { Data = "train.csv", Target = "kind", Text = ["words"], Image = "pictures/train-photos.idx" }).Profile;

        Assert.Equal((4, 4, 10), (profile.Input.Height, profile.Input.Width, profile.TestRows));
        Assert.Contains(profile.Notes, note => note.StartsWith("Images: train-photos.idx; row by row", StringComparison.Ordinal));
        Assert.Equal(
            ["pictures/photo.idx: no such file. --image names a file of IDX images, from the current folder, or a column of train.csv."],
            _folder.Problems(new TaskSpec { Data = "train.csv", Target = "kind", Text = ["words"], Image = "pictures/photo.idx" }));
    }

    [Fact]
    public void Idx_MoreImagesThanRows_IsRefused()
    {
        WriteIdxAndTable("train", 30);
        _folder.WriteIdx("train-images.idx", [31, 4, 4], new byte[31 * 16]);

        Assert.Equal(
            ["train-images.idx: 31 images for 30 rows of train.csv; one image a row, in the same order, is needed (--ignore image leaves the images out)."],
            _folder.Problems(new TaskSpec { Data = "train.csv", Target = "kind", Text = ["words"] }));
        Assert.False(_folder.Load(new TaskSpec { Data = "train.csv", Target = "kind", Text = ["words"], Ignored = ["image"] }).Profile.Input.IsImage);
    }

    [Fact]
    public void Columns_AnotherNameOfTheAnswer_IsLeftOutUnlessNamed()
    {
        _folder.Write("a.csv", ["words,fine,size,kind", .. Enumerable.Range(0, 60).Select(i => $"w{i % 7} x{i % 5},f{i % 6},{i % 11},k{i % 3}")]);
        var task = new TaskSpec { Data = "a.csv", Target = "kind", Text = ["words"] };

        Assert.Equal(1, _folder.Load(task).Profile.Input.NumberCount);
        Assert.Contains(
            "fine: each of its 6 values goes with one kind, as another name of the answer does; left out (--column fine learns from it, and then from no other column than those so named).",
            _folder.Load(task).Profile.Notes);
        Assert.Equal(6, _folder.Load(task with { Columns = ["fine"] }).Profile.Input.NumberCount);
        Assert.Single(_folder.Load(task with { Ignored = ["fine", "size"] }).Profile.Input.Texts);
    }

    [Fact]
    public void Images_MissingDamagedOrNotNamed_AreRefusedTogether()
    {
        WriteTable(20);
        File.Delete(_folder.PathOf("pictures/3.png"));
        _folder.WriteBytes("pictures/4.png", [.. File.ReadAllBytes(_folder.PathOf("pictures/4.png")).Take(60)]);
        var lines = File.ReadAllLines(_folder.PathOf("t.csv"));
        lines[6] = lines[6].Replace("pictures/5.png", "", StringComparison.Ordinal);
        _folder.Write("t.csv", lines);

        var problems = _folder.Problems(new TaskSpec { Data = "t.csv", Target = "kind", Image = "photo" });

        Assert.Equal(3, problems.Count);
        Assert.Equal($"t.csv line 5: photo names pictures/3.png, and there is no such file in {_folder.Root}.", problems[0]);
        Assert.Equal("t.csv line 7: photo names no image; give its path, or remove the row.", problems[1]);
        Assert.StartsWith("pictures/4.png: ", problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Images_OfSeveralSizesAndGreyAmongColour_AreResizedAndSaidSo()
    {
        WriteTable(20);
        _folder.WritePng("pictures/2.png", 20, 9, SKColors.Gray);

        var dataset = _folder.Load(new TaskSpec { Data = "t.csv", Target = "kind", Image = "photo" });

        Assert.Equal((3, 6, 5), (dataset.Profile.Input.Channels, dataset.Profile.Input.Height, dataset.Profile.Input.Width));
        Assert.Contains("1 of 20 pictures is resized to 6 × 5 pixels, the most common size.", dataset.Profile.Notes);
    }

    [Fact]
    public void Frames_WithDriveColumn_AreSplitByIt()
    {
        WriteFrames(60);
        var task = new TaskSpec { Data = "log.csv", Target = "angle", Image = "frame" };

        var dataset = _folder.Load(task with { Group = "drive" });
        var split = Splits.Validation(dataset, 0.2, 1);

        Assert.Equal((TaskKind.Regression, true, 0), (dataset.Profile.Kind, dataset.Profile.Input.IsImage, dataset.Profile.Input.Beside));
        Assert.Empty(split.Train.Select(row => dataset.Groups[row]).Intersect(split.Validation.Select(row => dataset.Groups[row])));
        Assert.Equal(6, _folder.Load(task).Profile.Groups); // a column called drive is taken by itself
        Assert.Contains("Rows of one drive stay on one side of every split; --group names another column.", _folder.Load(task).Profile.Notes);
        Assert.Contains("cnn", DefaultSpace.For(dataset.Profile).Genes.First(gene => gene.Name == "family").Values);
    }

    [Fact]
    public void Frames_WithoutGroup_AreWarnedOf()
    {
        WriteFrames(60);
        _folder.Write("plain.csv", [.. File.ReadLines(_folder.PathOf("log.csv")).Select(line => string.Join(',', line.Split(',').Take(2)))]);

        var notes = _folder.Load(new TaskSpec { Data = "plain.csv", Target = "angle", Image = "frame" }).Profile.Notes;

        Assert.Contains(
            "Warning: 10 images lie in one folder (d0) and no --group is given; frames of one drive are nearly alike, so name the column of the drive with --group, or scores will flatter.",
            notes);
    }

    [Theory]
    [InlineData(0, 52 + 12 + 1, 0)] // of 60 levels the 50 commonest, one for the others and one for missing values
    [InlineData(4, 1, 2)]
    public void Category_OfManyLevels_IsOneHotOrAnId(int embedding, int numbers, int ids)
    {
        _folder.Write("c.csv", ["city,street,x,y", .. Enumerable.Range(0, 1200).Select(i => $"c{i % 60},s{i % 12},{i % 17},{i % 2}")]);
        var dataset = _folder.Load(new TaskSpec { Data = "c.csv", Target = "y" });
        Assert.Equal([61, 13], dataset.Profile.Input.Levels);

        var shape = ModelShape.Decode(Genes.Of($"depth=1 width=4 embedding={embedding}"), dataset.Profile.Input, 2);
        var encoded = dataset.Encode([.. Enumerable.Range(0, 1200)], shape.Input);

        Assert.Equal(numbers, encoded.Input.NumberCount);
        Assert.Equal((ids, 1200), (encoded.Input.IdCount, encoded.Rows));
        Assert.Equal(1200 * encoded.Input.NumberCount, encoded.Features.Length);
        Assert.All(encoded.Ids, id => Assert.InRange(id, 1, 60));
        var unseen = _folder.Write("new.csv", "city,street,x", "nowhere,s1,3");
        var kept = RowEncoder.FromJson(encoded.EncoderJson).Encode(unseen);
        Assert.Equal(embedding == 0 ? [] : new[] { 0 }, kept.Data.Ids.Take(1));
    }

    [Fact]
    public void Numbers_WithNaNBesideAText_CountAsMissing()
    {
        _folder.Write("n.csv", ["words,size,kind", .. Enumerable.Range(0, 30).Select(i => $"w{i % 4} v{i % 3},{(i == 3 ? "NaN" : (i % 7).ToString(System.Globalization.CultureInfo.InvariantCulture))},k{i % 2}")]);

        var dataset = _folder.Load(new TaskSpec { Data = "n.csv", Target = "kind", Text = ["words"] });

        Assert.Equal(2, dataset.Profile.Input.NumberCount); // the number, and whether it is missing
        Assert.All(dataset.Encode([.. Enumerable.Range(0, 30)]).Features, number => Assert.True(float.IsFinite(number)));
    }

    private void WriteTable(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            _folder.WritePng($"pictures/{row}.png", 5, 6, new SKColor((byte)(row * 5), (byte)(row % 2 * 200), 9));
        }

        _folder.Write("t.csv", ["row_id,photo,title,body,size,kind", .. Enumerable.Range(0, rows).Select(i => $"{i + 1},pictures/{i}.png,t{i % 5} u{i % 3},b{i % 4} the end,{i % 9},k{i % 2}")]);
    }

    private void WriteIdxAndTable(string name, int rows)
    {
        _folder.WriteIdx($"{name}-images.idx", [rows, 4, 4], [.. Enumerable.Range(0, rows * 16).Select(i => (byte)(i * 7))]);
        _folder.Write($"{name}.csv", ["who,words,kind", .. Enumerable.Range(0, rows).Select(i => $"{name}{i / 2},w{i % 5} v{i % 3},k{i % 2}")]);
    }

    private void WriteFrames(int frames)
    {
        foreach (var frame in Enumerable.Range(0, frames))
        {
            _folder.WritePng($"d{frame / 10}/{frame}.png", 8, 8, new SKColor((byte)(frame * 4), 40, 90));
        }

        _folder.Write("log.csv", ["frame,angle,drive", .. Enumerable.Range(0, frames).Select(i => FormattableString.Invariant($"d{i / 10}/{i}.png,{Math.Sin(i):0.000},day{i / 10}"))]);
    }
}
