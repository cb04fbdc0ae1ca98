// What the user says of one subject: whether its class was right, which class it is, or its actual value. Nothing said stays nothing said.

import { targetNames } from '../../definition.js';
import { h, replace } from '../../dom.js';
import { cell, moment } from '../../format.js';

/**
 * The control of a row: `value` is what is to be sent (undefined: nothing, as it is kept already or nothing is said), `keep` shows what is
 * kept, `queue` that it was accepted, `fault` what is wrong.
 */
export function truthControl({ subject, place, predicted }, definition, labels) {
  const { element, input, read, write } = definition.task === 'binary' ? rating(place, predicted)
    : definition.task === 'multiclass' ? chooser(place, labels) : values(place, targetNames(definition));
  const state = h('span', { class: 'truth-state', id: `truth-state-${place}` });
  let kept;
  element.addEventListener('input', () => {
    mark(false);
    replace(state, read() === undefined ? keptText() : h('span', { class: 'hint' }, isKept() ? keptText() : 'not sent yet'));
  });

  const keptText = () => (kept ? h('span', { class: 'kept' }, `kept: ${cell(kept.actual)}, ${moment(kept.at)}`) : '');
  const isKept = () => kept !== undefined && JSON.stringify(read()) === JSON.stringify(kept.said);
  function mark(isWrong) {
    for (const one of input) {
      one.setAttribute('aria-invalid', isWrong);
    }
  }

  return {
    element: h('div', { class: 'truth' }, element, state),
    get value() {
      return isKept() ? undefined : read();
    },
    isRating: definition.task === 'binary',
    get at() {
      return kept?.at;
    },
    keep({ actual, at }, isShown = true) {
      kept = { actual, at, said: definition.task === 'binary' ? Number(actual === predicted) : actual };
      if (isShown) {
        write(kept.said);
      }

      replace(state, keptText());
    },
    queue() {
      replace(state, h('span', { class: 'queued' }, 'queued, not kept yet'));
    },
    fault(text) {
      mark(true);
      replace(state, h('span', { class: 'fault' }, `${subject}: ${text}`));
      input[0].focus();
    },
  };
}

function rating(place, predicted) {
  const choices = [['', 'unrated'], ['1', `right: ${predicted}`], ['0', 'wrong']].map(([value, text]) => {
    const input = h('input', { type: 'radio', name: `truth-${place}`, id: `truth-${place}-${value || 'none'}`, value, checked: value === '', 'aria-describedby': `truth-state-${place}` });
    return { input, label: h('label', { class: 'choice' }, input, text) };
  });
  return {
    element: h('fieldset', { class: 'choices' }, h('legend', { class: 'hidden' }, 'Was it right?'), choices.map((choice) => choice.label)),
    input: choices.map((choice) => choice.input),
    read: () => {
      const chosen = choices.find((choice) => choice.input.checked).input.value;
      return chosen === '' ? undefined : Number(chosen);
    },
    write: (said) => { choices[said === 1 ? 1 : 2].input.checked = true; },
  };
}

function chooser(place, labels) {
  const select = h('select', { id: `truth-${place}`, 'aria-describedby': `truth-state-${place}` }, h('option', { value: '' }, 'unrated'), labels.map((label) => h('option', { value: label }, label)));
  return {
    element: h('p', { class: 'field' }, h('label', { for: `truth-${place}` }, 'It is'), select),
    input: [select],
    read: () => (select.value === '' ? undefined : select.value),
    write: (said) => { select.value = said; },
  };
}

function values(place, names) {
  const inputs = names.map((name, target) => h('input', { id: `truth-${place}-${target}`, inputmode: 'decimal', autocomplete: 'off', 'aria-describedby': `truth-state-${place}` }));
  return {
    element: h('div', { class: 'fields' }, names.map((name, target) => h('p', { class: 'field' }, h('label', { for: `truth-${place}-${target}` }, `Actual ${name}`), inputs[target]))),
    input: inputs,
    // What is no number is sent as it is, so that the API can say what is wrong with it.
    read: () => {
      const said = inputs.map((input) => input.value.trim()).map((text) => (text === '' ? null : Number.isFinite(Number(text)) ? Number(text) : text));
      return said.every((value) => value === null) ? undefined : said.length === 1 ? said[0] : said;
    },
    write: (said) => [said].flat().forEach((value, target) => { inputs[target].value = value; }),
  };
}
