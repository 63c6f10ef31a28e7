"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("questions");
  const said = document.getElementById("said");
  const boxes = data.questions.map((_, number) => document.getElementById("q" + number));
  const placeOf = new Map(data.questions.map((question, number) => [question.id, number]));
  let copy = "";
  let unsaved = false;

  // What stands in a question: a list of ids, or a number as one text; empty where it is blank.
  const given = (number) => {
    const inputs = [...boxes[number].querySelectorAll("input")];
    if (data.questions[number].kind === "number") {
      return /^[0-9]{1,6}$/.test(inputs[0].value) ? [inputs[0].value] : [];
    }
    return inputs.filter((input) => input.checked).map((input) => input.value);
  };

  // Three values, as in the standards: 0 does not hold, 1 not known, 2 holds.
  const truth = (test) => {
    if (test.any) return Math.max(...test.any.map(truth));
    if (test.all) return Math.min(...test.all.map(truth));
    if (test.not) return 2 - truth(test.not);
    const stated = given(placeOf.get(test.fact));
    if (!stated.length) return 1;
    if (test.in) return stated.some((value) => test.in.includes(value)) ? 2 : 0;
    return Number(stated[0]) >= test.atLeast ? 2 : 0;
  };
  const isAsked = (question) => !question.relevant || truth(question.relevant) >= (question.variant ? 2 : 1);

  const update = () => {
    let all = 0;
    let done = 0;
    data.questions.forEach((question, number) => {
      const asked = isAsked(question);
      boxes[number].hidden = !asked;
      all += asked ? 1 : 0;
      done += asked && given(number).length ? 1 : 0;
    });
    for (const section of form.querySelectorAll("section")) {
      section.hidden = !section.querySelector(".question:not([hidden])");
    }
    document.getElementById("count").textContent = data.words.progress.replace("{done}", done).replace("{all}", all);
    const progress = document.getElementById("progress");
    progress.max = Math.max(all, 1);
    progress.value = done;
  };

  const empty = () => {
    form.reset();
    const bytes = crypto.getRandomValues(new Uint8Array(6));
    copy = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    unsaved = false;
    update();
  };

  // The year and the month alone.
  const month = () => {
    const now = new Date();
    return now.getFullYear() + "-" + String(now.getMonth() + 1).padStart(2, "0");
  };

  const answered = (isFact) =>
    data.questions
      .map((question, number) => [question, given(number)])
      .filter(([question, values]) => values.length && isAsked(question) && question.id.startsWith("fact:") === isFact);

  const asJson = () =>
    JSON.stringify(
      {
        rightscheck: data.form,
        role: data.role,
        edition: data.edition,
        month: month(),
        copy: copy,
        answers: Object.fromEntries(answered(false).map(([question, values]) => [question.id, values[0]])),
      },
      null,
      1
    ) + "\n";

  // The name of the programme, on one line.
  const program = () => (document.getElementById("program")?.value || "").replace(/[\p{C}\u2028\u2029]+/gu, " ").trim();

  const asYaml = () => {
    const quoted = JSON.stringify;
    const mapping = (name, lines) => (lines.length ? [name + ":", ...lines.map((line) => "  " + line)] : [name + ": {}"]);
    const facts = answered(true).map(([question, values]) => {
      const value = question.kind === "many" ? "[" + values.map(quoted).join(", ") + "]" : quoted(values[0]);
      return question.id.slice("fact:".length) + ": " + value;
    });
    return [
      "rightscheck: " + data.form,
      ...(program() ? ["program: " + quoted(program())] : []),
      "date: " + quoted(month()),
      ...mapping("standards", Object.entries(data.standards).map(([id, version]) => id + ": " + quoted(version))),
      ...mapping("facts", facts),
      ...mapping("answers", answered(false).map(([question, values]) => question.id + ": " + quoted(values[0]))),
      "",
    ].join("\n");
  };

  // A name of its own for each copy, so that the files of several phones can lie in one folder.
  const fileName = () => data.file.replace("{copy}", copy.slice(0, 6));

  const save = () => {
    const text = data.role === "leadership" ? asYaml() : asJson();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = fileName();
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  form.addEventListener("input", () => {
    unsaved = true;
    said.textContent = "";
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault()); // Enter in a question saves nothing yet
  document.getElementById("save").addEventListener("click", () => {
    try {
      save();
      unsaved = false;
      said.textContent = data.words.saved.replaceAll("{file}", fileName());
    } catch {
      said.textContent = data.words.notSaved;
    }
    said.scrollIntoView({ block: "nearest" });
  });
  document.getElementById("clear").addEventListener("click", () => {
    if (confirm(data.words.clearSure)) {
      empty();
      said.textContent = data.words.cleared;
    }
  });
  // Whoever comes back to the page on a shared phone finds it empty.
  addEventListener("pageshow", (event) => {
    if (event.persisted) empty();
  });
  if (data.role === "leadership") {
    addEventListener("beforeunload", (event) => {
      if (unsaved) event.preventDefault();
    });
  }

  document.documentElement.classList.add("scripted");
  document.getElementById("bar").hidden = false;
  document.getElementById("buttons").hidden = false;
  empty();
})();
