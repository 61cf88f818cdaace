/** The strings of the page Service in the user's language; the page fills in placeholders such as `{name}`. */
import type { ServiceStrings } from '../../../../shared/protocol/service';
import type { Translate } from '../../../../shared/format/translate';
import { taskStates } from './view';

export function serviceStrings(t: Translate): ServiceStrings {
  return { ...stateStrings(t), ...accountStrings(t), ...userStrings(t), ...taskStrings(t) };
}

function stateStrings(t: Translate) {
  return {
    service: t('Service'),
    noServices: t('Here you look into a service of your own: its queue, users and tasks. None is configured yet.'),
    addProvider: t('Add a Provider…'),
    refresh: t('Refresh'),
    stateOfService: t('The service'),
    healthy: t('Healthy'),
    unhealthy: t('Not healthy'),
    queue: t('Queue'),
    models: t('Models'),
    capabilities: t('What it can do'),
    ratios: t('Ratios and sizes'),
  };
}

function accountStrings(t: Translate) {
  return {
    account: t('Your account'),
    signedInAs: t('Signed in as {name}'),
    noSignIn: t('This service asks nobody to sign in: whoever reaches it may do everything.'),
    administrator: t('Administrator'),
    notAdministrator: t(
      "Users, everybody's tasks and the clean-up are for administrators of this service; {name} is not one.",
    ),
    quota: t('Quota'),
    email: t('E-mail address'),
    save: t('Save'),
    saved: t('Saved.'),
    changePassword: t('Change Password'),
    oldPassword: t('Current password'),
    newPassword: t('New password'),
    repeatPassword: t('New password once more'),
    passwordsDiffer: t('The two new passwords are not the same.'),
    register: t('Register…'),
    registerNow: t('Register'),
    registerMeans: t(
      'No account at {name} yet? Register one: its password goes into the secret storage of VS Code, its name into the settings.',
    ),
    passwordChanged: t('The password is changed. Easel signs in with the new one from now on.'),
  };
}

function userStrings(t: Translate) {
  return {
    users: t('Users'),
    userName: t('User name'),
    password: t('Password'),
    active: t('Active'),
    switchedOff: t('Switched off'),
    you: t('{name} (you)'),
    activate: t('Activate'),
    deactivate: t('Switch Off'),
    makeAdministrator: t('Make Administrator'),
    takeAdministrator: t('Remove as Administrator'),
    addUser: t('Add User'),
    userAdded: t('Added: {name}'),
    userDeleted: t('Deleted: {name}'),
    noUsers: t('No users here.'),
    changeQuota: t('Quota…'),
    quotaOf: t('Quota of {name}'),
    dailyLimit: t('Pictures a day (empty: without limit)'),
    monthlyLimit: t('Pictures a month (empty: without limit)'),
    withoutLimit: t('Without limit'),
    earlier: t('Back'),
    later: t('Next'),
    range: t('{from} to {to}'),
  };
}

function taskStrings(t: Translate) {
  return {
    pageOf: t('Page {page} of {pages}, {total} in total'),
    tasks: t('Tasks at the service'),
    whose: t('Whose'),
    mine: t('Mine'),
    everybodys: t("Everybody's"),
    taskStates: taskStates(t),
    prompt: t('Prompt'),
    user: t('User'),
    when: t('When'),
    duration: t('Took'),
    noTasks: t('No tasks here.'),
    serviceFigures: t('Service Statistics'),
    cleanUpService: t('Clean Up the Service'),
    cleanUpServiceMeans: t(
      'Old tasks of all users are deleted at {name}, with what it remembers of them. Your own history in VS Code stays.',
    ),
    memoryHours: t('Finished tasks in its memory, older than (hours)'),
    databaseDays: t('Tasks in its database, older than (days)'),
    cleanedUp: t('Tasks deleted: {count}'),
  };
}
